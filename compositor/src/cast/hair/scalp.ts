/** Where hair grows: hairlines, points that lie on the head, and the combed surface between hairline and crown or tie. */
import type { Vector3 } from "three";
import { rigid } from "../body/skeleton";
import { headSection, scalpPoint } from "../head/surface";
import { DEGREE, lerp, mixRgb, type Rgb, randomFrom, signedPower, smooth, vec } from "../kit/math";
import type { MeshBuilder } from "../kit/mesh-builder";
import type { FaceProportions } from "../types";
import { blendToSkull } from "./shading";

/** Hair lies on every head alike: only jaws differ, and they are below it. */
export const MEAN_FACE: FaceProportions = { jaw: 0, nose: 0, lips: 0, eyes: 0, lashes: 0.6 };

/** A direction from the skull's centre: azimuth (0 in front, positive to the character's left) and elevation, degrees. */
export type Direction = readonly [azimuth: number, elevation: number];

/** Unit vector of a direction. */
export const toward = ([azimuth, elevation]: Direction): Vector3 =>
  vec(
    Math.cos(elevation * DEGREE) * Math.sin(azimuth * DEGREE),
    Math.sin(elevation * DEGREE),
    Math.cos(elevation * DEGREE) * Math.cos(azimuth * DEGREE),
  );

const directionOf = (v: Vector3): Direction => [
  Math.atan2(v.x, v.z) / DEGREE,
  Math.asin(Math.max(-1, Math.min(1, v.y / v.length()))) / DEGREE,
];

/** A point `lift` off the head: over the skull's ellipsoid above the brows, off the real head at ears and nape. */
export function onHead([azimuth, elevation]: Direction, lift: number): Vector3 {
  const round = scalpPoint(azimuth * DEGREE, elevation * DEGREE, 0);
  const out = toward([azimuth, elevation * 0.8]);
  const share = smooth(0.14, -0.04, round.y);
  if (share > 0) {
    const s = headSection(Math.max(-0.4, round.y), MEAN_FACE);
    const x = s.halfWidth * signedPower(Math.sin(azimuth * DEGREE), 2 / s.exponent);
    const z = s.centreZ + s.depth * signedPower(Math.cos(azimuth * DEGREE), 2 / s.exponent);
    round.lerp(vec(x, round.y, z), share);
  }
  return round.addScaledVector(out, lift);
}

/** A closed curve of directions, given by corner points; `at(u)` runs along it at even speed. */
export class Edge {
  private readonly points: Vector3[] = [];
  private readonly lengths: number[] = [0];

  constructor(corners: readonly Direction[]) {
    const steps = 12;
    const dirs = corners.map(toward);
    const n = dirs.length;
    const get = (k: number) => dirs[((k % n) + n) % n] as Vector3;
    for (let k = 0; k < n; k++)
      for (let i = 0; i < steps; i++) this.points.push(catmull(get(k - 1), get(k), get(k + 1), get(k + 2), i / steps));
    this.points.push((this.points[0] as Vector3).clone());
    for (let k = 1; k < this.points.length; k++)
      this.lengths.push(
        (this.lengths[k - 1] as number) + (this.points[k] as Vector3).distanceTo(this.points[k - 1] as Vector3),
      );
  }

  at(u: number): Vector3 {
    const target = u * (this.lengths[this.lengths.length - 1] as number);
    let k = 1;
    while (k < this.lengths.length - 1 && (this.lengths[k] as number) < target) k++;
    const [from, to] = [this.lengths[k - 1] as number, this.lengths[k] as number];
    const t = to > from ? (target - from) / (to - from) : 0;
    return (this.points[k - 1] as Vector3)
      .clone()
      .lerp(this.points[k] as Vector3, Math.min(1, t))
      .normalize();
  }
}

function catmull(a: Vector3, b: Vector3, c: Vector3, d: Vector3, t: number): Vector3 {
  const tangent1 = c.clone().sub(a).multiplyScalar(0.4);
  const tangent2 = d.clone().sub(b).multiplyScalar(0.4);
  const [t2, t3] = [t * t, t * t * t];
  return b
    .clone()
    .multiplyScalar(2 * t3 - 3 * t2 + 1)
    .addScaledVector(tangent1, t3 - 2 * t2 + t)
    .addScaledVector(c, -2 * t3 + 3 * t2)
    .addScaledVector(tangent2, t3 - t2)
    .normalize();
}

/** Where the hair begins, in degrees of elevation; half a head, from the middle of the forehead to the nape. */
export interface Growth {
  /** Middle of the forehead. */
  front: number;
  /** Above the outer end of the brow; higher than `front` where it recedes. */
  corner: number;
  temple: number;
  /** Lowest point in front of the ear. */
  sideburn: number;
  /** Above the ear. */
  ear: number;
  nape: number;
}

export const NATURAL: Growth = { front: 27, corner: 25, temple: 13, sideburn: -15, ear: -3, nape: -46 };

/** Half of a hairline, front to back, without its two ends in the middle. */
export const halfHairline = (g: Growth): Direction[] => [
  [20, lerp(g.front, g.corner, 0.3) + 1],
  [38, g.corner],
  [52, lerp(g.corner, g.temple, 0.55)],
  [62, g.temple - 2],
  [69, lerp(g.temple, g.sideburn, 0.75)],
  [75, g.sideburn],
  [81, lerp(g.sideburn, g.ear, 0.5)],
  [91, g.ear],
  [101, g.ear - 5],
  [107, lerp(g.ear, g.nape, 0.45)],
  [117, lerp(g.ear, g.nape, 0.82)],
  [152, g.nape],
];

const mirrored = (half: readonly Direction[]): Direction[] => half.map(([a, e]) => [-a, e] as const).reverse();

/** The whole hairline around the head, to the left from the nape. */
export function wholeHairline(g: Growth = NATURAL): Edge {
  const half = halfHairline(g);
  return new Edge([[-180, g.nape + 1], ...mirrored(half), [0, g.front], ...half]);
}

/** The hairline of one side, closed over a parting in the middle (`part` degrees off it at the forehead). */
export function sideHairline(side: number, g: Growth = NATURAL, part = 0): Edge {
  const seam = 1.2;
  const front = seam + part * side;
  const half: Direction[] = [
    [front, g.front],
    ...halfHairline(g).filter(([a]) => a > front + 6),
    [180 - seam, g.nape + 1],
    [180 - seam, -10],
    [180 - seam, 30],
    [180 - seam, 66],
    [90, 88.5],
    [seam + part * side, 66],
    [front, 44],
  ];
  return new Edge(side > 0 ? half : half.map(([a, e]) => [-a, e] as const).reverse());
}

export interface Combing {
  edge: Edge;
  /** Where all strands run to: the crown, or a tie. */
  pole: Direction;
  /** Height over the head between hairline and pole. */
  lift: number;
  /** Lifts the paths of the front hair on their way to a low tie, so that they keep off the face. */
  bow?: number;
  /** Height at the pole; default `lift`. */
  poleLift?: number;
  /** Locks side by side. */
  locks?: number;
  /** Depth of the grooves between locks. */
  groove?: number;
  /** Share of the skin's colour at the hairline, fading out within `fade` of the way. */
  skinShare?: number;
  fade?: number;
  /** Share of the skin's colour everywhere: shaved hair. */
  sheer?: number;
  bias?: number;
  seed?: number;
  /** Without drawn strands: under coils. */
  plain?: boolean;
}

export interface CombColours {
  base: Rgb;
  shade: Rgb;
}

/** A closed surface from the hairline to the pole, grooved into locks that all run to the pole. */
export function addCombed(mesh: MeshBuilder, colours: CombColours, skin: CombColours, c: Combing): void {
  const locks = c.locks ?? 26;
  const perLock = mesh.detail > 0.9 ? 3 : 2;
  const kept = Math.max(10, Math.round(locks * (0.35 + 0.65 * mesh.detail)));
  const pole = toward(c.pole);
  const groove = c.groove ?? 0.008;
  const random = randomFrom(c.seed ?? 7);
  const chances = Array.from({ length: kept }, () => random());
  const bones = rigid("head");
  const starts = Array.from({ length: kept * perLock + 1 }, (_, k) => c.edge.at((k / (kept * perLock)) % 1));
  mesh.grid(
    kept * perLock,
    // Paths to a low tie are longer.
    mesh.count(c.pole[1] < 30 ? 18 : 13, 5),
    (u, v) => {
      const from = starts[Math.round(u * kept * perLock)] as Vector3;
      const angle = from.angleTo(pole);
      const t = 1 - v;
      const direction = from
        .clone()
        .multiplyScalar(Math.sin((1 - t) * angle))
        .addScaledVector(pole, Math.sin(t * angle))
        .divideScalar(Math.max(1e-5, Math.sin(angle)));
      direction.y += (c.bow ?? 0) * Math.sin(Math.PI * t) * smooth(-0.1, 0.6, from.z);
      direction.normalize();
      const lock = Math.floor(u * kept * 0.9999) % kept;
      const across = ((u * kept) % 1) * 2 - 1;
      const valley = Math.abs(across) ** 2;
      const rise = smooth(0, 0.4, t);
      const height =
        lerp(c.lift, c.poleLift ?? c.lift, smooth(0.6, 1, t)) * rise +
        0.003 -
        groove * valley * rise * (1 - smooth(0.85, 1, t));
      const position = onHead(directionOf(direction), height);
      const sheer = Math.max(c.sheer ?? 0, (c.skinShare ?? 0.35) * smooth(c.fade ?? 0.12, 0, t));
      return {
        base: mixRgb(colours.base, skin.base, sheer),
        shade: mixRgb(colours.shade, skin.shade, sheer),
        bones,
        position,
        editNormal: (n) => blendToSkull(n, position, 0.55),
        strand: c.plain ? [0, 0, 0.5] : [0.1 + 0.3 * v, across * 0.75, chances[lock] ?? 0.5],
        bias: (c.bias ?? -0.03) - 0.06 * valley * rise,
        outline: 0.8 * smooth(0, 0.12, t),
      };
    },
    { closed: true, flip: true, exact: true },
  );
}
