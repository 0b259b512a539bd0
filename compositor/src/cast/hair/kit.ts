/** Primitives that all hairstyles are made of. Head units; azimuths and elevations in degrees. */
import { Vector3 } from "three";
import { blendBones, rigid } from "../body/skeleton";
import { skullCentre } from "../head/surface";
import { DEGREE, lerp, type Rgb, randomFrom, smooth, vec } from "../kit/math";
import { type BoneWeights, MeshBuilder, type VertexStyle } from "../kit/mesh-builder";
import type { HairColours } from "../palettes";
import { addCombed, type Combing, type Growth, NATURAL, onHead, wholeHairline } from "./scalp";
import { blendToSkull } from "./shading";

/** On the skull (`[azimuth, elevation, lift]`), or a free point in space. */
export type Key = readonly [azimuth: number, elevation: number, lift: number] | Vector3;

/** Lowest elevation of a hat, in degrees, by azimuth. */
export type Rim = (azimuth: number) => number;

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

export class HairKit {
  readonly mesh: MeshBuilder;
  readonly random: () => number;
  /** Base distance of the hair from the skull. */
  lift = 0.045;

  constructor(
    /** What is being grown now: hair, or the cloth over it. */
    public colours: HairColours,
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

  /** Grows hair under cloth, in the hair's own colours. */
  growUnder(grow: () => void): void {
    const cloth = this.colours;
    this.colours = this.under;
    grow();
    this.colours = cloth;
  }

  /** A number of clumps at this level of detail; fewer ones have to be wider by the returned share. */
  thin(count: number): { count: number; wider: number } {
    const kept = Math.max(3, Math.round(count * (0.4 + 0.6 * this.mesh.detail)));
    return { count: kept, wider: count / kept };
  }

  /** The surface under the clumps, from the hairline up to the whorl; where it shows it looks combed. */
  cap(lift = 0.02, growth: Growth = NATURAL, options: Partial<Combing> = {}): void {
    const edge = wholeHairline(growth);
    this.combed({ edge, pole: [180, 74], lift: lift + this.lift * 0.5, poleLift: lift + this.lift * 0.8, ...options });
  }

  /** A combed surface in this hair's colours. */
  combed(combing: Combing): void {
    addCombed(this.mesh, this.colours, this.skin, combing);
  }

  point(key: Key): Vector3 {
    if (key instanceof Vector3) return key;
    const [azimuth, elevation, lift] = key;
    return onHead([azimuth, elevation], lift * 1.15 + this.lift * smooth(-10, 35, elevation));
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
        editNormal: (n, p) => blendToSkull(n, p, o.round * (0.5 + 0.5 * smooth(-0.6, -0.1, p.y))),
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
  out.y *= smooth(-0.3, 0.05, p.y);
  return out.normalize();
};

/** Hair below the chin rests on the shoulders, so it follows the chest when the head turns. */
export function hangingBones(p: Vector3): BoneWeights {
  const [head, chest, weight] = blendBones("head", "chest", -p.y, 0.72, 0.36);
  return [head, chest, 0.85 * weight];
}

/** A hat's rim from its elevations in front, at the temples and at the nape, in degrees. */
export const hatRim =
  (front: number, side: number, back: number): Rim =>
  (azimuth) => {
    const a = Math.abs(azimuth);
    if (a < 40) return lerp(front, front - 4, a / 40);
    if (a < 75) return lerp(front - 4, side, smooth(40, 75, a));
    if (a < 110) return lerp(side, side - 6, (a - 75) / 35);
    return lerp(side - 6, back, smooth(105, 140, a));
  };

/** A point at `azimuth` degrees around the vertical axis. */
export const around = (azimuth: number, radius: number, y: number, squash = 1, back = 0.03): Vector3 =>
  vec(Math.sin(azimuth * DEGREE) * radius, y, Math.cos(azimuth * DEGREE) * radius * squash - back);
