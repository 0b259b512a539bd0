import type { Item } from "../contract";
import { valueAt } from "../engine/tracks";

export type Effect = Item["effects"][number];
export type ColourEffect = Exclude<Effect, { type: "blur" | "shadow" | "warp" | "linear_wipe" | "radial_wipe" }>;

/** What the shader of colour effects wants to know: its mode and four vectors. */
export interface ColourPass {
  mode: number;
  parameters: readonly number[][];
}

const CHANNELS = ["rgb", "red", "green", "blue", "alpha", "hue", "saturation", "lightness", "hsl"];
/** A range narrower than this is a step. */
const NARROW = 1e-4;
const MOST_SATURATION = 126;

export function colourPass(effect: ColourEffect, frame: number): ColourPass {
  switch (effect.type) {
    case "fill":
      return { mode: 0, parameters: [valueAt(effect.colour_track, frame)] };
    case "tint": {
      const middle = effect.middle_track && valueAt(effect.middle_track, frame);
      const [black, white] = [valueAt(effect.black_track, frame), valueAt(effect.white_track, frame)];
      const amount = valueAt(effect.amount_track, frame);
      return { mode: 1, parameters: [black, middle ?? black, white, [amount, middle ? 1 : 0]] };
    }
    case "levels":
      return levels(effect, frame);
    case "hue_saturation": {
      const saturation = valueAt(effect.saturation_track, frame);
      const spread = saturation < 0 ? 1 + saturation : Math.min(1 / Math.max(1 - saturation, 1e-6), MOST_SATURATION);
      const hue = valueAt(effect.hue_deg_track, frame) / 360;
      const lightness = valueAt(effect.lightness_track, frame);
      const { colourise } = effect;
      return { mode: 3, parameters: [[hue, colourise ? saturation : spread, lightness, colourise ? 1 : 0]] };
    }
    case "invert":
      return { mode: 4, parameters: [[CHANNELS.indexOf(effect.channel), valueAt(effect.amount_track, frame)]] };
    case "brightness_contrast":
      return { mode: 5, parameters: [brightnessContrast(effect, frame)] };
  }
}

function levels(effect: Extract<Effect, { type: "levels" }>, frame: number): ColourPass {
  const [black, white, gamma, low, high] = valueAt(effect.range_track, frame);
  const rising = low <= high;
  const bottom = (rising ? effect.clip_black : effect.clip_white) ? Math.min(low, high) : 0;
  const top = (rising ? effect.clip_white : effect.clip_black) ? Math.max(low, high) : 1;
  const span = white - black;
  const step = Math.abs(span) < NARROW;
  const [start, width] = step ? [black + (black < 0.5 ? NARROW : -NARROW), NARROW] : [black, span];
  const channel = CHANNELS.indexOf(effect.channel);
  return {
    mode: 2,
    parameters: [
      [start, width, 1 / gamma, low],
      [high - low, bottom, top, channel],
    ],
  };
}

/** Legacy: scale and offset. Else the brightness as an exponent and the contrast times pi, as players fit the curves. */
function brightnessContrast(effect: Extract<Effect, { type: "brightness_contrast" }>, frame: number): number[] {
  const brightness = valueAt(effect.brightness_track, frame);
  const contrast = valueAt(effect.contrast_track, frame);
  if (!effect.legacy) return [2 ** ((1.8 * brightness) / 1.5), Math.PI * Math.max(contrast, -0.5), 0];
  const offset = (Math.min(Math.max(brightness, -1), 1) * 100) / 255;
  const scale = contrast > 0 ? 1 / Math.max(1 - contrast, 1e-4) : 1 + contrast;
  return [scale, 0.5 * (1 - scale) + offset * Math.max(scale, 1), 1];
}
