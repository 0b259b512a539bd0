import type { Motion } from "../cast/types";

/** Beats after which a motion repeats exactly. */
export const LOOP_BEATS: Readonly<Record<Motion, number>> = {
  sing: 32,
  wave: 8,
  sway: 8,
  point: 8,
  heart: 8,
  jump: 8,
  hold: 8,
  cheer: 8,
  two_step: 4,
  body_wave: 4,
  shoulder_groove: 4,
  arm_cross: 4,
  spin: 8,
  point_drop: 8,
  jump_clap: 4,
  arm_heart: 8,
  hip_sway: 4,
  air_punch: 4,
};
