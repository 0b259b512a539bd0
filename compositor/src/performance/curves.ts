/** Closed-form curves of the beat that motions are made of; every one is a pure function of its arguments. */

const TAU = Math.PI * 2;

export const fraction = (x: number): number => x - Math.floor(x);

export const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

export function ease(t: number): number {
  const c = Math.min(1, Math.max(0, t));
  return c * c * (3 - 2 * c);
}

/** Swings between -1 and 1 once in `period` beats. */
export const swing = (beat: number, period: number, phase = 0): number => Math.sin((beat / period + phase) * TAU);

/**
 * The body's dip on the beat: 1 right on it, then a springy way up to 0 in the middle, smooth everywhere.
 * Sharper than a cosine, so that the accent can be seen at 24 frames a second.
 */
export function dip(beat: number): number {
  const c = 0.5 + 0.5 * Math.cos(beat * TAU);
  return c * c * (1.6 - 0.6 * c);
}

/** A number in [0, 1) that belongs to an index and a seed (integer hash, no state). */
export function noiseAt(index: number, seed: number): number {
  let h = (Math.imul(index | 0, 0x9e3779b1) ^ Math.imul(seed | 0, 0x85ebca6b)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** Wandering between about -1 and 1 that repeats after 8 beats; the seed decides on its course. */
export function wander(beat: number, seed: number): number {
  const phase = (k: number) => noiseAt(k, seed + 53);
  return 0.62 * swing(beat, 8, phase(1)) + 0.38 * swing(beat, 8 / 3, phase(2));
}
