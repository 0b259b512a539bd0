/** Primitives that all hairstyles are made of. Head units; azimuths and elevations in degrees. */
import { Vector3 } from "three";
import { blendBones, rigid } from "../body/skeleton";
import { scalpPoint, skullCentre } from "../head/surface";
import { DEGREE, lerp, type Rgb, randomFrom, smooth, vec } from "../kit/math";
import { type BoneWeights, MeshBuilder, type VertexStyle } from "../kit/mesh-builder";
import type { HairColours } from "../palettes";
import type { Fringe } from "../types";

/** On the skull (`[azimuth, elevation, lift]`), or a free point in space. */
export type Key = readonly [azimuth: number, elevation: number, lift: number] | Vector3;

/** Lowest elevation of the hair, in degrees, by azimuth. */
export type Hairline = (azimuth: number) => number;

export interface ClumpOptions {
  /** Thickness as a share of the width. */
  thickness?: number;
  /** Width at the tip as a share. */
  tip?: number;
  /** Place of the greatest width, 0 to 1. */
  bulge?: number;
  /** Width at the root as a share. */
  root?: number;
  segments?: number;
  /** Share of the skull's normal in the clump's. */
  round?: number;
  outline?: number;
  colours?: VertexStyle;
  up?: (t: number, p: Vector3) => Vector3;
  /** Hangs freely from its root instead of lying on the shoulders: follows the head, sways by this much at the tip. */
  free?: number;
}

export const CLUMP_DEFAULTS = {
  thickness: 0.3,
  tip: 0.04,
  bulge: 0.35,
  root: 0.55,
  segments: 12,
  round: 0.45,
  outline: 1,
} as const satisfies ClumpOptions;

const HEAD = rigid("head");

/** Locks drawn on the cap, an even number. */
const CAP_LOCKS = 18;

export class HairKit {
  readonly mesh: MeshBuilder;
  readonly random: () => number;
  /** Base distance of the hair from the skull. */
  lift = 0.045;

  constructor(
    readonly colours: HairColours,
    seed: number,
    detail = 1,
    /** Of hair that shows under cloth. */
    readonly under: HairColours = colours,
    /** What shaved hair fades into. */
    readonly skin: { base: Rgb; shade: Rgb } = colours,
  ) {
    this.mesh = new MeshBuilder(detail);
    this.random = randomFrom(seed);
  }

  get style(): VertexStyle {
    return { base: this.colours.base, shade: this.colours.shade, bones: HEAD };
  }

  /** A number of clumps at this level of detail; fewer ones have to be wider by the returned share. */
  thin(count: number): { count: number; wider: number } {
    const kept = Math.max(3, Math.round(count * (0.4 + 0.6 * this.mesh.detail)));
    return { count: kept, wider: count / kept };
  }

  /**
   * The smooth cap under the clumps, from the crown down to the hairline. Where it shows it looks combed: it carries
   * `CAP_LOCKS` locks side by side for the shader's lines and highlight.
   */
  cap(hairline: Hairline, lift = 0.02): void {
    const perLock = this.mesh.detail > 0.9 ? 3 : this.mesh.detail > 0.6 ? 2 : 1;
    this.mesh.grid(
      CAP_LOCKS * perLock,
      this.mesh.count(14),
      (u, v) => {
        const azimuth = u * 360 - 180;
        const elevation = lerp(90, hairline(azimuth), v);
        const height = (lift + this.lift * 0.8) * smooth(1, 0.72, v) + 0.004;
        const position = scalpPoint(azimuth * DEGREE, elevation * DEGREE, height);
        // To and fro instead of a jump from lock to lock: neighbours share their edge.
        const across = Math.abs(((u * CAP_LOCKS) % 2) - 1) * 2 - 1;
        return {
          ...this.style,
          position,
          editNormal: (n) => blendToSkull(n, position, 0.5),
          strand: [0.1 + v * 0.3, across, 0.5],
          bias: -0.06,
          outline: v > 0.9 ? 0 : 0.8,
        };
      },
      { closed: true, flip: true, exact: true },
    );
  }

  point(key: Key): Vector3 {
    if (key instanceof Vector3) return key;
    const [azimuth, elevation, lift] = key;
    return scalpPoint(azimuth * DEGREE, elevation * DEGREE, lift * 1.15 + this.lift * smooth(-10, 35, elevation));
  }

  /** One tapered lock of hair along `keys`, `width` half a lock wide at its widest. */
  clump(keys: readonly Key[], width: number, options: ClumpOptions = {}): void {
    const o = { ...CLUMP_DEFAULTS, ...options };
    const random = this.random();
    const colours = o.colours ?? this.style;
    const breadth = (t: number) => {
      const swell = lerp(o.root, 1, smooth(0, o.bulge, t));
      const taper = t > o.bulge ? (1 - (t - o.bulge) / (1 - o.bulge)) ** 0.72 : 1;
      return width * (swell * taper * (1 - o.tip) + o.tip * taper ** 0.5) + 0.0008;
    };
    this.mesh.sweep(
      keys.map((key) => this.point(key)),
      {
        segments: o.segments,
        angles: lensAngles(this.mesh.detail),
        radius: (t, angle) => {
          const w = breadth(t);
          return [w, w * o.thickness * (Math.sin(angle) > 0 ? 1 : 0.55)];
        },
        up: o.up ?? awayFromSkull,
        editNormal: (n, p) => blendToSkull(n, p, p.y < -0.3 ? o.round * 0.5 : o.round),
        style: (t, across, p) => ({
          ...colours,
          strand: [t, across, random],
          outline: o.outline * lerp(1, 0.15, smooth(0.55, 1, t)),
          bias: -0.1 * smooth(0.5, 1, Math.abs(across)) * (0.3 + t),
          bones: o.free === undefined ? hangingBones(p) : HEAD,
          sway: o.free === undefined ? 0.7 * smooth(-0.35, -1.3, p.y) : o.free * t,
        }),
      },
    );
  }
}

/** Cross-section of a clump: a lens, rounded outside and flat inside, where nobody looks. */
function lensAngles(detail: number): number[] {
  const outer = detail > 0.9 ? 4 : detail > 0.6 ? 3 : 2;
  return [...Array.from({ length: outer + 1 }, (_, k) => (k / outer) * Math.PI), Math.PI * 2];
}

const awayFromSkull = (_t: number, p: Vector3): Vector3 => {
  const out = p.clone().sub(skullCentre());
  if (p.y < -0.15) out.y = 0;
  return out.normalize();
};

/** Mixes the skull's normal into a clump's, so that hair shades as one mass. */
export function blendToSkull(normal: Vector3, p: Vector3, share: number): Vector3 {
  const round = p.clone().sub(skullCentre());
  round.y *= 0.8;
  return normal.clone().lerp(round.normalize(), share).normalize();
}

/** Hair below the chin rests on the shoulders, so it follows the chest when the head turns. */
export function hangingBones(p: Vector3): BoneWeights {
  const [head, chest, weight] = blendBones("head", "chest", -p.y, 0.72, 0.36);
  return [head, chest, 0.85 * weight];
}

/** Hairline from its elevations in front, at the temples and at the nape, in degrees. */
export const hairline =
  (front: number, side: number, back: number): Hairline =>
  (azimuth) => {
    const a = Math.abs(azimuth);
    if (a < 40) return lerp(front, front - 4, a / 40);
    if (a < 75) return lerp(front - 4, side, smooth(40, 75, a));
    if (a < 110) return lerp(side, side - 6, (a - 75) / 35);
    return lerp(side - 6, back, smooth(105, 140, a));
  };

/** Front elevation of the hairline: without a fringe it shows, and a high one reads as a bare forehead. */
export const frontElevation = (fringe: Fringe): number => (fringe === "full" ? 33 : 27);

/** A point at `azimuth` degrees around the vertical axis. */
export const around = (azimuth: number, radius: number, y: number, squash = 1, back = 0.03): Vector3 =>
  vec(Math.sin(azimuth * DEGREE) * radius, y, Math.cos(azimuth * DEGREE) * radius * squash - back);
