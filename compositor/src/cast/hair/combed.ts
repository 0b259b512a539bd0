/** What tied hair is made of: ties, tails, knots, and what stays loose around the face. */
import type { Vector3 } from "three";
import { rigid } from "../body/skeleton";
import { lerp, smooth, vec } from "../kit/math";
import type { VertexStyle } from "../kit/mesh-builder";
import type { Fringe } from "../types";
import { addFringe } from "./fringes";
import type { HairKit } from "./kit";
import { type Direction, type Growth, NATURAL, onHead, sideHairline, wholeHairline } from "./scalp";

const BAND: VertexStyle = { base: [1, 0.35, 0.6], shade: [0.7, 0.15, 0.45], outline: 0.8, bones: rigid("head") };

/** Hairline of hair that is combed away from the face. */
export const COMBED_BACK: Growth = { ...NATURAL, front: 25.5, corner: 24 };

/** All hair combed to one tie; returns the tie's place. */
export function combToTie(kit: HairKit, tie: Direction, lift = 0.05, growth = COMBED_BACK): Vector3 {
  kit.combed({
    edge: wholeHairline(growth),
    pole: tie,
    lift,
    poleLift: lift + 0.045,
    locks: 30,
    groove: 0.012,
    skinShare: 0.45,
    fade: 0.1,
    bow: tie[1] < 10 ? 0.6 : 0,
  });
  return onHead(tie, lift + 0.06);
}

/** Half of the hair, parted in the middle, combed to a tie at its side. */
export function combToSide(kit: HairKit, side: number, tie: Direction, lift = 0.045, part = 0, plain = false): Vector3 {
  const pole: Direction = [side * tie[0], tie[1]];
  kit.combed({
    edge: sideHairline(side, COMBED_BACK, part),
    pole,
    lift,
    poleLift: lift + 0.045,
    locks: 24,
    groove: 0.012,
    skinShare: 0.3,
    fade: 0.07,
    seed: side > 0 ? 7 : 8,
    plain,
    bow: tie[1] < 0 ? 0.75 : 0,
  });
  return onHead(pole, lift + 0.06);
}

/** A soft ring of cloth around `axis`. */
export function addScrunchie(kit: HairKit, centre: Vector3, axis: Vector3, radius: number): void {
  const a = axis.clone().normalize();
  const one = vec(0.31, 0.9, 0.3).cross(a).normalize();
  const other = a.clone().cross(one);
  const folds = 14;
  kit.mesh.grid(
    28,
    8,
    (u, v) => {
      const turn = u * Math.PI * 2;
      const tube = v * Math.PI * 2;
      const thick = 0.42 * radius * (1 + 0.16 * Math.sin(turn * folds));
      const out = one.clone().multiplyScalar(Math.cos(turn)).addScaledVector(other, Math.sin(turn));
      const normal = out.clone().multiplyScalar(Math.cos(tube)).addScaledVector(a, Math.sin(tube));
      const position = centre
        .clone()
        .addScaledVector(out, radius * 0.72)
        .addScaledVector(normal, thick);
      return { ...BAND, position, normal, bias: 0.1 * Math.sin(turn * folds) };
    },
    { closed: true },
  );
}

export interface Tail {
  clumps: number;
  /** Points of the middle line after the tie. */
  line: readonly Vector3[];
  /** Radius of the bundle at each of these points. */
  radii: readonly number[];
  width: number;
  /** Swing of the waves to the sides; 0 straight. */
  wave?: number;
  tip?: number;
}

/** A bundle of clumps around a middle line that starts at `tie`; it sways freely. */
export function addTail(kit: HairKit, tie: Vector3, tail: Tail): void {
  const { count, wider } = kit.thin(tail.clumps);
  const wave = tail.wave ?? 0;
  const last = tail.line.length - 1;
  for (let i = 0; i < count; i++) {
    const angle = (i / count) * Math.PI * 2;
    const out = vec(Math.cos(angle), 0, Math.sin(angle));
    const keys = [tie.clone()];
    const drop = 0.14 * kit.random();
    const add = (p: Vector3, r: number, t: number) => {
      const swing = wave * Math.sin(t * 11 + 0.4 * Math.cos(angle)) * smooth(0, 0.3, t);
      keys.push(
        p
          .clone()
          .addScaledVector(out, r * (1 + swing * 2))
          .add(vec(swing, -drop * t * t, swing * 0.4)),
      );
    };
    tail.line.forEach((p, k) => {
      const r = tail.radii[k] ?? 0;
      if (wave && k > 0) {
        const before = tail.line[k - 1] as Vector3;
        add(before.clone().lerp(p, 0.5), lerp(tail.radii[k - 1] ?? 0, r, 0.5), (k - 0.5) / last);
      }
      add(p, r, k / last);
    });
    kit.clump(keys, tail.width * wider, {
      thickness: 0.45,
      bulge: 0.5,
      root: 0.3,
      segments: wave ? 20 : 14,
      tip: tail.tip ?? 0.1,
      up: () => out,
      free: 1,
    });
  }
}

/** A knot of hair wound around `axis`. */
export function addBun(kit: HairKit, centre: Vector3, axis: Vector3, size: number): void {
  const one = vec(0.05, 0.1, 1).cross(axis).normalize();
  const other = axis.clone().cross(one);
  kit.mesh.ellipsoid(
    centre.clone().addScaledVector(axis, 0.03 * size),
    vec(0.13 * size, 0.12 * size, 0.13 * size),
    { ...kit.style, strand: [0.2, 0.2, 0.3], bias: -0.08 },
    12,
    8,
  );
  const coils = [
    { radius: 0.118, height: 0.0, width: 0.062, turns: 6.7 },
    { radius: 0.1, height: 0.058, width: 0.06, turns: 6.7 },
    { radius: 0.062, height: 0.105, width: 0.055, turns: 7 },
    { radius: 0.02, height: 0.125, width: 0.045, turns: 4 },
  ];
  coils.forEach((coil, layer) => {
    const path: Vector3[] = [];
    for (let i = 0; i <= 14; i++) {
      const angle = (i / 14) * coil.turns + layer * 1.9;
      const rise = coil.height + 0.03 * (i / 14);
      path.push(
        centre
          .clone()
          .addScaledVector(axis, rise * size)
          .addScaledVector(one, Math.cos(angle) * coil.radius * size)
          .addScaledVector(other, Math.sin(angle) * coil.radius * size),
      );
    }
    const core = centre.clone().addScaledVector(axis, 0.03 * size);
    kit.clump(path, coil.width * size, {
      thickness: 0.8,
      bulge: 0.5,
      root: 0.5,
      segments: 20,
      tip: 0.25,
      round: 0.15,
      up: (_t, p) => p.clone().sub(core).normalize(),
      free: 0,
    });
  });
}

/** A lock in front of each ear, down to y = `low`. */
export function addFaceLocks(kit: HairKit, low: number, width = 0.06): void {
  for (const s of [1, -1])
    kit.clump(
      [
        [s * 50, 40, 0.0],
        [s * 59, 30, 0.03],
        [s * 64, 14, 0.035],
        vec(s * 0.372, -0.14, 0.2),
        vec(s * 0.37, lerp(-0.14, low, 0.55), 0.245),
        vec(s * 0.34, low, 0.25),
      ],
      width,
      { thickness: 0.38, bulge: 0.45, segments: 12, tip: 0.05 },
    );
}

/** A tied style's front: a fringe, or nothing but the combed surface. */
export function addFront(kit: HairKit, fringe: Fringe): void {
  if (fringe === "none") return;
  // Combed hair lies flatter than loose hair: so does the fringe over it.
  const { lift } = kit;
  kit.lift = 0.008;
  addFringe(kit, fringe);
  kit.lift = lift;
}
