/** Small numbers toolbox of the character generator: everything here is pure and deterministic. */
import { Vector3 } from "three";

/** Red, green, blue, each 0 to 1, sRGB encoded. */
export type Rgb = readonly [number, number, number];

/** Radians per degree. */
export const DEGREE = Math.PI / 180;

export const vec = (x: number, y: number, z: number): Vector3 => new Vector3(x, y, z);

export const lerp = (a: number, b: number, t: number): number => a + (b - a) * t;

export const clamp = (x: number, low = 0, high = 1): number => Math.min(high, Math.max(low, x));

/** Hermite step from 0 at `a` to 1 at `b`; `a` may lie above `b` for a falling step. */
export function smooth(a: number, b: number, x: number): number {
  const t = clamp((x - a) / (b - a));
  return t * t * (3 - 2 * t);
}

/** `sign(v) * |v|^k`: turns circles into superellipses. */
export const signedPower = (v: number, k: number): number => Math.sign(v) * Math.abs(v) ** k;

export const scaleRgb = (c: Rgb, k: number): Rgb => [c[0] * k, c[1] * k, c[2] * k];

export const mixRgb = (a: Rgb, b: Rgb, t: number): Rgb => [
  lerp(a[0], b[0], t),
  lerp(a[1], b[1], t),
  lerp(a[2], b[2], t),
];

/** 0xRRGGBB to components of 0 to 1. */
export const rgb = (hex: number): Rgb => [((hex >> 16) & 255) / 255, ((hex >> 8) & 255) / 255, (hex & 255) / 255];

/** Seeded generator of numbers in [0, 1) (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
