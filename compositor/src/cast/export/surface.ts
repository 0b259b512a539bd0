/** How a piece of a mesh is coloured, in terms that glTF and MToon have. */
import type { Rgb } from "../kit/math";
import { OUTLINE_DEFAULTS, TOON_DEFAULTS } from "../materials/toon";
import type { FlatMesh } from "./flat-mesh";

/** Pictures that materials show, drawn by `pictures.ts`. */
export type PictureName = "face" | "lids" | "iris" | "mouth" | "brows" | "cloth" | "hair";

export interface Surface {
  name: string;
  /** Linear; multiplied with the picture. */
  base: Rgb;
  /** Linear; multiplied with the picture. Equal to `base` for drawings, which no light falls on. */
  shade: Rgb;
  picture?: PictureName;
  /** Light term at which the lit tone begins, 0 to 1. */
  threshold: number;
  /** Ink line; null for none. */
  ink: { colour: Rgb; width_units: number } | null;
  /** Blended, without writing depth; drawn in this order. Null for solid. */
  layer: number | null;
  opacity: number;
  doubleSided: boolean;
  /** Drawn as it is, whatever the light. */
  unlit: boolean;
}

/** Meshes of one node; all their pieces have the same morph targets. */
export interface Part {
  name: string;
  pieces: { surface: Surface; mesh: FlatMesh }[];
}

export const toLinear = (colour: Rgb): Rgb =>
  colour.map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)) as unknown as Rgb;

const WHITE: Rgb = [1, 1, 1];

/** Ink as `outline.vert.glsl` mixes it out of the shade, linear. */
const inkOf = (shade: Rgb): Rgb =>
  toLinear([shade[0] * 0.234 + 0.035, shade[1] * 0.234 + 0.014, shade[2] * 0.234 + 0.049]);

export interface SurfaceOptions {
  threshold?: number;
  /** Width of the ink line in model units, 0 for none. */
  ink_units?: number;
  doubleSided?: boolean;
}

/** @param base sRGB, in the light @param shade sRGB, in the shade */
export function plain(name: string, base: Rgb, shade: Rgb, options: SurfaceOptions = {}): Surface {
  const width_units = options.ink_units ?? OUTLINE_DEFAULTS.width;
  return {
    name,
    base: toLinear(base),
    shade: toLinear(shade),
    threshold: options.threshold ?? TOON_DEFAULTS.threshold,
    ink: width_units > 0 ? { colour: inkOf(shade), width_units } : null,
    layer: null,
    opacity: 1,
    doubleSided: options.doubleSided ?? false,
    unlit: false,
  };
}

/** A picture whose colours darken in the shade as `base` does into `shade`. */
export function pictured(picture: PictureName, base: Rgb, shade: Rgb, options: SurfaceOptions = {}): Surface {
  const lit = toLinear(base);
  const dark = toLinear(shade).map((v, k) => Math.min(1, v / Math.max(lit[k] ?? 1, 1e-3)));
  return { ...plain(picture, base, shade, options), base: WHITE, shade: dark as unknown as Rgb, picture };
}

/** A drawing on the face: blended over what lies behind it. */
export function drawing(picture: PictureName, layer: number): Surface {
  return { ...plain(picture, WHITE, WHITE, { ink_units: 0 }), picture, layer, unlit: true };
}
