/** Ropes of hair: woven plaits, thin braids, two-strand twists, locs; and the beads on them. */
import { CatmullRomCurve3, type Vector3 } from "three";
import { skullCentre } from "../head/surface";
import { smooth, vec } from "../kit/math";
import type { VertexStyle } from "../kit/mesh-builder";
import { type HairKit, hangingBones } from "./kit";

const GOLD: Pick<VertexStyle, "base" | "shade"> = { base: [1, 0.8, 0.36], shade: [0.72, 0.43, 0.16] };

const awayFromSkull = (_t: number, p: Vector3): Vector3 => p.clone().sub(skullCentre()).normalize();

const sway = (p: Vector3): number => Math.min(0.8, Math.max(0, (-0.3 - p.y) * 0.9));

const ropeStyle = (kit: HairKit, t: number, across: number, p: Vector3, random: number): VertexStyle => ({
  base: kit.colours.base,
  shade: kit.colours.shade,
  strand: [t * 0.4, across, random],
  outline: 0.7,
  bias: -0.05,
  bones: hangingBones(p),
  sway: sway(p),
});

/** Three strands woven around a middle line, `width` half the plait's width, with a tie and a tuft at its end. */
export function addPlait(kit: HairKit, path: readonly Vector3[], width: number, crossings: number): void {
  const line = new CatmullRomCurve3([...path], false, "centripetal");
  const steps = Math.round(crossings * (kit.mesh.detail > 0.9 ? 4 : 3));
  const points = line.getSpacedPoints(steps);
  for (let strand = 0; strand < 3; strand++) {
    const ups: Vector3[] = [];
    const woven = points.map((p, k) => {
      const t = k / steps;
      const tangent = line.getTangentAt(t);
      const up = awayFromSkull(t, p);
      up.y *= smooth(-0.4, 0.1, p.y);
      up.addScaledVector(tangent, -up.dot(tangent)).normalize();
      const side = tangent.clone().cross(up);
      const angle = (t * crossings * Math.PI * 2) / 3 + (strand * Math.PI * 2) / 3;
      const w = width * (1 - 0.4 * t);
      ups.push(up);
      return p
        .clone()
        .addScaledVector(side, 0.62 * w * Math.sin(angle))
        .addScaledVector(up, 0.42 * w * Math.sin(2 * angle));
    });
    const random = kit.random();
    kit.mesh.sweep(woven, {
      segments: steps,
      exact: true,
      sides: kit.mesh.detail > 0.9 ? 6 : 5,
      radius: (t) => {
        const r = width * (1 - 0.4 * t) * 0.6;
        return [r, r * 0.8];
      },
      up: (t) => ups[Math.min(steps, Math.round(t * steps))] ?? vec(0, 0, 1),
      style: (t, across, p) => ({ ...ropeStyle(kit, t, across, p, random), strand: [0.15 + t * 0.3, across, random] }),
    });
  }
  const end = path[path.length - 1] as Vector3;
  const tip = end.clone().add(vec(0.01, -width * 2, 0.02));
  for (const x of [-1, 0, 1])
    kit.clump(
      [
        end.clone(),
        end
          .clone()
          .lerp(tip, 0.5)
          .add(vec(x * width * 0.3, 0, 0)),
        tip.clone().add(vec(x * width * 0.45, 0, 0)),
      ],
      width * 0.5,
      { thickness: 0.6, segments: 7, tip: 0.05, root: 0.6 },
    );
  const band: VertexStyle = { base: [1, 0.35, 0.6], shade: [0.7, 0.15, 0.45], outline: 0.8, bones: hangingBones(end) };
  kit.mesh.ellipsoid(end, vec(width * 0.6, width * 0.42, width * 0.6), { ...band, sway: sway(end) }, 10, 6);
}

/** A thin braid: a rope whose two sides swell in turns; some end in a bead. */
export function addBraid(kit: HairKit, path: readonly Vector3[], width: number, knots: number, beads = 0.4): void {
  const phase = kit.random() * 6;
  kit.mesh.sweep(path, {
    segments: Math.round(knots * (kit.mesh.detail > 0.9 ? 2 : kit.mesh.detail > 0.6 ? 1.4 : 1.2)),
    sides: kit.mesh.count(6, 4),
    exact: true,
    radius: (t, angle) => {
      const beat = Math.abs(Math.sin(t * knots * Math.PI * 0.5 + phase + (Math.cos(angle) > 0 ? 0 : Math.PI / 2)));
      const end = t > 0.95 ? 1 - (t - 0.95) * 8 : 1;
      const r = width * (0.66 + 0.42 * beat) * end * (0.45 + 0.55 * smooth(0, 0.07, t));
      return [r, r * 0.9];
    },
    up: awayFromSkull,
    style: (t, across, p) => ropeStyle(kit, t, across, p, 0.5),
  });
  if (kit.random() < beads) {
    const end = path[path.length - 1] as Vector3;
    const bead = (path[path.length - 2] as Vector3).clone().lerp(end, 0.65);
    const style = { ...GOLD, outline: 0.7, bones: hangingBones(bead), sway: sway(bead) };
    kit.mesh.ellipsoid(bead, vec(width * 1.35, width * 1.2, width * 1.35), style, 8, 5);
  }
}

/** Two strands twisted around each other: an oval cross-section that turns along the way. */
export function addTwist(kit: HairKit, path: readonly Vector3[], width: number, turns: number): void {
  const phase = kit.random() * 6;
  const random = kit.random();
  kit.mesh.sweep(path, {
    segments: Math.round(turns * (kit.mesh.detail > 0.9 ? 5 : 3.5)),
    sides: kit.mesh.detail > 0.9 ? 6 : kit.mesh.detail > 0.6 ? 5 : 4,
    exact: true,
    radius: (t, angle) => {
      const end = Math.sqrt(Math.max(0.02, 1 - smooth(0.82, 1, t)));
      const oval = 0.8 + 0.34 * Math.cos(2 * angle - t * turns * Math.PI * 2 - phase);
      const r = width * oval * end * (0.75 + 0.25 * smooth(0, 0.3, t));
      return [r, r];
    },
    up: awayFromSkull,
    style: (t, across, p) => ({ ...ropeStyle(kit, t, across, p, random), bias: -0.08 + 0.1 * random }),
  });
}

/** A loc: an uneven cord with a round end. */
export function addLoc(kit: HairKit, path: readonly Vector3[], width: number, segments = 14): void {
  const phase = kit.random() * 6;
  kit.mesh.sweep(path, {
    segments,
    sides: 6,
    radius: (t) => {
      const end = Math.sqrt(Math.max(0.01, 1 - ((Math.max(t, 0.9) - 0.9) / 0.1) ** 2));
      const r = width * (0.92 + 0.1 * Math.sin(t * 19 + phase)) * end;
      return [r, r * 0.95];
    },
    up: awayFromSkull,
    style: (t, across, p) => ({ ...ropeStyle(kit, t, across, p, 0.01), bias: -0.04 + 0.05 * Math.sin(phase * 9) }),
  });
}

/** Laid edges: flat curls along the hairline. */
export function addBabyHair(kit: HairKit): void {
  for (const s of [1, -1])
    for (const [azimuth, elevation] of [
      [14, 25],
      [32, 23],
      [50, 15],
    ] as const)
      kit.clump(
        [
          [s * azimuth, elevation + 8, 0.0],
          [s * (azimuth + 3), elevation + 2, 0.002],
          [s * (azimuth + 9), elevation - 3, 0.002],
          [s * (azimuth + 13), elevation + 2, 0.002],
        ],
        0.02,
        { thickness: 0.3, segments: 7, outline: 0.2 },
      );
}
