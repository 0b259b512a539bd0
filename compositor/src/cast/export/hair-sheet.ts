/**
 * The hair's highlights as a picture. Our shader computes them per pixel from the direction of the surface; a file holds
 * them for a head held upright, which is what other viewers show.
 *
 * Strands: eight columns (four drawings of lines, each with the highlight band and with a gap in it), across a strand to
 * the right, height of the surface's direction upwards. Coils: once around a curl to the right, repeated; from its pole
 * upwards. After `toon.frag.glsl`.
 */
import { BufferAttribute, type BufferGeometry } from "three";
import { clamp, lerp, mixRgb, type Rgb } from "../kit/math";

const COLUMNS = 8;
/** Heights that the sheet of strands covers; beyond them nothing changes. */
const HEIGHTS = { from: -0.3, to: 0.3 } as const;
const BAND_STRENGTH = 0.85;
export const SHEET_PX = { strands: { width: 512, height: 128 }, coils: { width: 64, height: 256 } } as const;

const fract = (x: number): number => x - Math.floor(x);
const ramp = (low: number, perUnit: number, x: number): number => clamp((x - low) * perUnit);

/** Colour in the light, and of the highlights. */
export interface HairSheetColours {
  base: Rgb;
  band: Rgb;
}

/** Map coordinates for a geometry that was built with its strands. */
export function hairMap(geometry: BufferGeometry, coils: boolean): BufferAttribute {
  const strand = geometry.getAttribute("aStrand");
  const normal = geometry.getAttribute("normal");
  const values = new Float32Array(strand.count * 2);
  for (let k = 0; k < strand.count; k++) {
    const random = strand.getZ(k);
    if (coils) {
      values[k * 2] = (strand.getX(k) + 1 - fract((random * 20) / (Math.PI * 2))) / 2;
      values[k * 2 + 1] = lerp(0.02, 0.98, clamp(strand.getY(k)));
      continue;
    }
    const column = Math.floor(fract(random * 5.3) * 4) + (fract(random * 13.7) < 0.22 ? 4 : 0);
    const zigzag = (fract(random * 7.31) - 0.5) * 0.06 - 0.03;
    const height = normal.getY(k) * 0.9 + normal.getZ(k) * 0.1 - 0.5 + zigzag;
    values[k * 2] = (column + lerp(0.04, 0.96, (clamp(strand.getY(k), -1, 1) + 1) / 2)) / COLUMNS;
    values[k * 2 + 1] = lerp(0.02, 0.98, clamp((height - HEIGHTS.from) / (HEIGHTS.to - HEIGHTS.from)));
  }
  return new BufferAttribute(values, 2);
}

/** RGBA, rows from the top. */
export function drawHairSheet(
  colours: HairSheetColours,
  coils: boolean,
): { width: number; height: number; rgba: Uint8ClampedArray } {
  const { width, height } = SHEET_PX[coils ? "coils" : "strands"];
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < height; row++)
    for (let x = 0; x < width; x++) {
      const u = (x + 0.5) / width;
      const v = 1 - (row + 0.5) / height;
      const colour = coils ? coilColour(colours, u, v) : strandColour(colours, u, v);
      rgba.set([...colour.map((c) => Math.round(clamp(c) * 255)), 255], (row * width + x) * 4);
    }
  return { width, height, rgba };
}

function strandColour({ base, band }: HairSheetColours, u: number, v: number): Rgb {
  const column = Math.min(COLUMNS - 1, Math.floor(u * COLUMNS));
  const across = clamp((fract(u * COLUMNS) - 0.04) / 0.92) * 2 - 1;
  const bow = 0.11 * across * across;
  const height = lerp(HEIGHTS.from, HEIGHTS.to, v) + bow;
  const shown = column < 4 ? 1 : 0;
  const wide = (1 - ramp(0.04, 66, Math.abs(height))) * shown;
  const thin = (1 - ramp(0.01, 120, Math.abs(height + 0.1))) * shown;
  const lit = mixRgb(base, band, clamp(wide * 0.75 + thin * 0.5) * BAND_STRENGTH);
  const edge = ramp(0.75, 4, Math.abs(across)) * 0.5 * (1 - wide);
  const line = ramp(0.86, 9, Math.abs(Math.sin(across * 4.7 + (column % 4) * 1.7))) * 0.55 * (1 - wide);
  const darker: Rgb = [0.2 * edge + 0.18 * line, 0.26 * edge + 0.24 * line, 0.14 * edge + 0.12 * line];
  return [lit[0] * (1 - darker[0]), lit[1] * (1 - darker[1]), lit[2] * (1 - darker[2])];
}

function coilColour({ base, band }: HairSheetColours, u: number, v: number): Rgb {
  const spiral = Math.sin(v * 17 - u * Math.PI * 4);
  const inside = ramp(0.02, 12, v) * (1 - ramp(0.42, 8, v));
  const lit = mixRgb(base, band, ramp(0.62, 5.5, spiral) * 0.26 * inside);
  const dark = 1 - 0.2 * inside * (1 - ramp(-0.85, 4, spiral));
  return [lit[0] * dark, lit[1] * dark, lit[2] * dark];
}
