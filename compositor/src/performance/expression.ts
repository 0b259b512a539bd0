/** The face at one moment: which drawings are shown and where the eyes look. Snapped to cells, as drawn films do. */
import type { Motion, Viseme } from "../cast/types";
import { noiseAt } from "./curves";
import type { Phrase } from "./phrasing";

export interface Expression {
  eyes: "open" | "half" | "closed" | "happy";
  brows: "calm" | "raised" | "earnest";
  mouth: "neutral" | "smile" | "grin" | Viseme;
  /** Height of the mouth's drawing, 1 as drawn. */
  mouthOpen: number;
}

/** At most one blink in so many beats. */
const BLINK_SLOT = 4;
/** Lids move between the beats: a face that hits is seen with open eyes. */
const BLINK_AFTER_BEAT = 0.32;
const BLINK_HALF = 0.09;
const BLINK_CLOSED = 0.17;

/** Open, half, closed, half, open: on a schedule that only the seed decides, never on a beat. */
export function blinkAt(beat: number, seed: number): "open" | "half" | "closed" {
  const slot = Math.floor(beat / BLINK_SLOT);
  if (noiseAt(slot, seed + 101) < 0.2) return "open";
  const start = slot * BLINK_SLOT + Math.floor(noiseAt(slot, seed + 7) * BLINK_SLOT) + BLINK_AFTER_BEAT;
  const t = beat - start;
  const length = 2 * BLINK_HALF + BLINK_CLOSED;
  if (t < 0 || t >= length) return "open";
  return t < BLINK_HALF || t >= length - BLINK_HALF ? "half" : "closed";
}

const RESTING: Record<Motion, Pick<Expression, "mouth" | "brows">> = {
  sing: { mouth: "smile", brows: "calm" },
  wave: { mouth: "grin", brows: "raised" },
  sway: { mouth: "smile", brows: "calm" },
  point: { mouth: "grin", brows: "raised" },
  heart: { mouth: "smile", brows: "raised" },
  jump: { mouth: "grin", brows: "raised" },
  hold: { mouth: "smile", brows: "calm" },
  cheer: { mouth: "grin", brows: "raised" },
  two_step: { mouth: "smile", brows: "calm" },
  body_wave: { mouth: "smile", brows: "calm" },
  shoulder_groove: { mouth: "smile", brows: "earnest" },
  arm_cross: { mouth: "smile", brows: "earnest" },
  spin: { mouth: "smile", brows: "calm" },
  point_drop: { mouth: "smile", brows: "earnest" },
  jump_clap: { mouth: "grin", brows: "raised" },
  arm_heart: { mouth: "smile", brows: "raised" },
  hip_sway: { mouth: "smile", brows: "calm" },
  air_punch: { mouth: "grin", brows: "raised" },
};

export interface ExpressionInput {
  motion: Motion;
  /** Beats since the first beat; may be negative. */
  beat: number;
  seed: number;
  viseme: Viseme | null;
  /** 0 to 1. */
  openness: number;
  /** Where the line is; left out, nothing is sung. */
  phrase?: Phrase | undefined;
}

/** Below this openness a sung sound is drawn with closed lips. */
const LIPS_PART = 0.12;
/** Lips part for a breath. */
const BREATH_PARTS = 0.35;
/** From this loudness brows go up. */
const LOUD = 0.62;

export function expressionAt(input: ExpressionInput): Expression {
  const { motion, beat, seed, viseme, openness, phrase } = input;
  const rest = RESTING[motion];
  const singing = viseme !== null && openness > LIPS_PART;
  const inside = motion === "sing" && phrase !== undefined && feelsIt(beat, seed, phrase);
  const smiling =
    motion === "heart" || motion === "arm_heart" || (motion === "cheer" && noiseAt(barOf(beat), seed + 5) < 0.5);
  let eyes: Expression["eyes"] = blinkAt(beat, seed);
  if (inside) eyes = "closed";
  if (smiling && !singing) eyes = "happy";
  const brows = inside || (singing && (viseme === "ou" || viseme === "oh")) ? "earnest" : "raised";
  const breathing = !singing && (phrase?.breath ?? 0) > BREATH_PARTS;
  return {
    eyes,
    brows:
      inside || (singing && (phrase?.loudness ?? openness) > LOUD) || breathing ? brows : singing ? "calm" : rest.brows,
    mouth: singing ? viseme : breathing ? "ih" : rest.mouth,
    mouthOpen: singing ? 0.4 + 0.65 * Math.min(1, openness) : breathing ? 0.42 : 1,
  };
}

const barOf = (beat: number): number => Math.floor(beat / 4);

/** Singers close their eyes on some phrases, but not on the note they give to the audience. */
function feelsIt(beat: number, seed: number, phrase: Phrase): boolean {
  const inBar = beat - barOf(beat) * 4;
  return phrase.sung && phrase.peak < 0.15 && noiseAt(barOf(beat), seed + 31) < 0.3 && inBar > 1.4 && inBar < 3.6;
}
