/**
 * The value of a baked track at a frame of the comp; a track of one value holds for all frames. Between two frames
 * numbers and lists of numbers are interpolated, everything else is what it was at the earlier one.
 */
export function valueAt<T>(track: readonly T[], frame: number): T {
  if (track.length === 1) return track[0]!;
  const earlier = Math.floor(frame);
  const value = track[earlier]!;
  if (earlier === frame) return value;
  const later = track[Math.min(earlier + 1, track.length - 1)]!;
  return between(value, later, frame - earlier) as T;
}

function between(one: unknown, other: unknown, share: number): unknown {
  if (typeof one === "number" && typeof other === "number") return one + (other - one) * share;
  if (!isNumbers(one) || !isNumbers(other) || one.length !== other.length) return one;
  return one.map((value, index) => value + (other[index]! - value) * share);
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((part) => typeof part === "number");
}

/** Whether a layer is seen at a frame: `in_frame` inclusive, `out_frame` exclusive. */
export function isActive(layer: { in_frame: number; out_frame: number | null }, frame: number): boolean {
  return frame >= layer.in_frame && (layer.out_frame === null || frame < layer.out_frame);
}
