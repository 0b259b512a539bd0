/** Tied hair: twin tails, space buns, ponytail, top bun. */
import type { Vector3 } from "three";
import { rigid } from "../body/skeleton";
import { DEGREE, lerp, type Rgb, vec } from "../kit/math";
import type { VertexStyle } from "../kit/mesh-builder";
import type { Fringe } from "../types";
import { addFringe } from "./fringes";
import { frontElevation, type HairKit, hairline } from "./kit";

const BAND: VertexStyle = { base: [1, 0.35, 0.6], shade: [0.7, 0.15, 0.45], outline: 0.8, bones: rigid("head") };

/** Strands combed tight to a tie at `tie`. */
function addCombed(kit: HairKit, tie: Vector3, starts: readonly (readonly [number, number])[]): void {
  const combed = { thickness: 0.24, bulge: 0.45, root: 0.35, segments: 9, tip: 0.3, free: 0, outline: 0 };
  for (const [azimuth, elevation] of starts) {
    const start = kit.point([azimuth, elevation, 0.03]);
    const middle = start.clone().lerp(tie, 0.5);
    // Keeps the strand on the skull between hairline and tie.
    const out = middle.clone().sub(vec(0, 0.06, -0.035));
    const reach = Math.hypot(out.x / 0.465, out.y / 0.525, out.z / 0.48);
    middle.addScaledVector(out, Math.max(0, 1 / reach - 1));
    kit.clump([start, middle, tie.clone().multiplyScalar(0.97)], 0.115, combed);
  }
}

/** A soft ring of cloth. */
function addScrunchie(kit: HairKit, centre: Vector3, axis: Vector3, radius: number): void {
  kit.mesh.curl(centre, radius, axis.clone().normalize(), BAND, 12, 8);
}

interface Tail {
  clumps: number;
  /** Points of the middle line after the tie. */
  line: readonly Vector3[];
  /** Radius of the bundle at each of these points. */
  radii: readonly number[];
  width: number;
}

/** A bundle of clumps around a middle line that starts at `tie`; it sways freely. */
function addTail(kit: HairKit, tie: Vector3, tail: Tail): void {
  const { count, wider } = kit.thin(tail.clumps);
  for (let i = 0; i < count; i++) {
    const angle = (i / count) * Math.PI * 2;
    const out = vec(Math.cos(angle), 0, Math.sin(angle));
    const keys = [tie.clone()];
    tail.line.forEach((p, k) => {
      const r = tail.radii[k] ?? 0;
      const last = k === tail.line.length - 1;
      const q = p.clone().addScaledVector(out, r);
      if (last) q.y -= 0.12 * kit.random();
      keys.push(q);
    });
    kit.clump(keys, tail.width * wider, {
      thickness: 0.45,
      bulge: 0.5,
      root: 0.3,
      segments: 14,
      tip: 0.08,
      up: () => out,
      free: 1,
    });
  }
}

const rowOfStarts = (
  count: number,
  from: number,
  to: number,
  elevation: (t: number) => number,
): (readonly [number, number])[] =>
  Array.from({ length: count }, (_, i) => {
    const t = count > 1 ? i / (count - 1) : 0;
    return [lerp(from, to, t), elevation(t)] as const;
  });

function addFaceLocks(kit: HairKit, low: number): void {
  for (const s of [1, -1])
    kit.clump(
      [
        [s * 58, 46, 0.0],
        [s * 63, 36, 0.035],
        [s * 66, 20, 0.045],
        vec(s * 0.375, -0.14, 0.2),
        vec(s * 0.35, low, 0.25),
      ],
      0.072,
      { thickness: 0.38, bulge: 0.45, segments: 12, tip: 0.05 },
    );
}

/** A tied style's front: a fringe, or nothing but the combed cap. */
function addFront(kit: HairKit, fringe: Fringe): void {
  if (fringe !== "none") addFringe(kit, fringe);
}

export function twinTails(kit: HairKit, fringe: Fringe): void {
  kit.cap(hairline(frontElevation(fringe), 12, -40), 0.035);
  const tie = (s: number) => vec(s * 0.4, 0.3, -0.16);
  addFront(kit, fringe);
  for (const s of [1, -1]) {
    addCombed(
      kit,
      tie(s),
      rowOfStarts(8, s * 4, s * 176, () => 82),
    );
    addCombed(
      kit,
      tie(s),
      rowOfStarts(5, s * 64, s * 170, (t) => lerp(6, -30, t)),
    );
    addTail(kit, tie(s), {
      clumps: 9,
      line: [
        vec(s * 0.54, 0.34, -0.16),
        vec(s * 0.66, 0, -0.18),
        vec(s * 0.64, -0.5, -0.18),
        vec(s * 0.72, -1.1, -0.14),
      ],
      radii: [0.05, 0.125, 0.14, 0.065],
      width: 0.12,
    });
    addScrunchie(kit, tie(s).add(vec(s * 0.03, 0.01, 0)), vec(s, 0.2, 0), 0.078);
  }
  addFaceLocks(kit, -0.52);
}

/** A knot of hair wound around `axis`. */
function addBun(kit: HairKit, centre: Vector3, axis: Vector3, size: number): void {
  const one = vec(0, 0, 1).cross(axis).normalize();
  const other = axis.clone().cross(one);
  kit.mesh.ellipsoid(
    centre.clone().addScaledVector(axis, 0.04 * size),
    vec(0.125 * size, 0.12 * size, 0.125 * size),
    { ...kit.style, strand: [0.2, 0, 0.3] },
    12,
    8,
  );
  for (let layer = 0; layer < 3; layer++) {
    const radius = ([0.115, 0.08, 0.035][layer] as number) * size;
    const path: Vector3[] = [];
    for (let i = 0; i <= 14; i++) {
      const angle = (i / 14) * 6.6 + layer * 2;
      path.push(
        centre
          .clone()
          .addScaledVector(axis, (0.02 + layer * 0.055) * size)
          .addScaledVector(one, Math.cos(angle) * radius)
          .addScaledVector(other, Math.sin(angle) * radius),
      );
    }
    kit.clump(path, 0.078 * size, {
      thickness: 0.85,
      bulge: 0.5,
      root: 0.6,
      segments: 20,
      tip: 0.3,
      up: (_t, p) => p.clone().sub(centre).normalize(),
      free: 0,
    });
  }
}

export function spaceBuns(kit: HairKit, fringe: Fringe): void {
  kit.cap(hairline(frontElevation(fringe), 12, -34), 0.035);
  const tie = (s: number) => vec(s * 0.29, 0.47, -0.12);
  addFront(kit, fringe);
  for (const s of [1, -1]) {
    addCombed(
      kit,
      tie(s),
      rowOfStarts(10, s * 4, s * 178, (t) => lerp(72, -24, Math.sin(t * Math.PI) * 0.9)),
    );
    addBun(kit, vec(s * 0.31, 0.5, -0.12), vec(s * 0.55, 0.8, 0.15).normalize(), 1);
  }
  addFaceLocks(kit, -0.46);
}

export function ponytail(kit: HairKit, fringe: Fringe): void {
  kit.cap(hairline(frontElevation(fringe), 11, -38), 0.03);
  const tie = vec(0, 0.36, -0.44);
  addFront(kit, fringe);
  for (const s of [1, -1]) {
    if (fringe !== "none")
      addCombed(
        kit,
        tie,
        rowOfStarts(5, s * 8, s * 56, () => 62),
      );
    addCombed(
      kit,
      tie,
      rowOfStarts(6, s * 62, s * 172, (t) => lerp(8, -34, t)),
    );
  }
  addTail(kit, tie, {
    clumps: 11,
    line: [vec(0, 0.42, -0.62), vec(0.02, 0.1, -0.78), vec(0.05, -0.45, -0.74), vec(0.1, -1.05, -0.62)],
    radii: [0.05, 0.14, 0.16, 0.06],
    width: 0.13,
  });
  addScrunchie(kit, tie.clone().add(vec(0, 0.01, -0.04)), vec(0, 0.3, -1), 0.085);
  addFaceLocks(kit, -0.4);
}

export function topBun(kit: HairKit, fringe: Fringe): void {
  kit.cap(hairline(frontElevation(fringe), 10, -38), 0.03);
  const tie = vec(0, 0.53, -0.12);
  addFront(kit, fringe);
  for (const s of [1, -1]) {
    if (fringe !== "none")
      addCombed(
        kit,
        tie,
        rowOfStarts(4, s * 8, s * 50, () => 56),
      );
    addCombed(
      kit,
      tie,
      rowOfStarts(8, s * 58, s * 174, (t) => lerp(10, -34, t)),
    );
  }
  addBun(kit, vec(0, 0.56, -0.12), vec(0, 0.96, -0.12).normalize(), 1.45);
  const loose: Rgb = kit.colours.base;
  for (const s of [1, -1])
    kit.clump(
      [
        [s * 62, 26, 0.03],
        vec(s * 0.385, -0.02, 0.2),
        vec(s * 0.375, -0.2, 0.22),
        vec(s * (0.35 + 0.01 * Math.sin(40 * DEGREE)), -0.36, 0.235),
      ],
      0.035,
      { thickness: 0.45, segments: 9, colours: { base: loose, shade: kit.colours.shade } },
    );
}
