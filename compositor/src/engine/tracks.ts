/** The value of a baked track at a frame of the comp; a track of one value holds for all frames. */
export function valueAt<T>(track: readonly T[], frame: number): T {
  return track[track.length === 1 ? 0 : frame]!;
}

/** Whether a layer is seen at a frame: `in_frame` inclusive, `out_frame` exclusive. */
export function isActive(layer: { in_frame: number; out_frame: number | null }, frame: number): boolean {
  return frame >= layer.in_frame && (layer.out_frame === null || frame < layer.out_frame);
}
