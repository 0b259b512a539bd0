/** The face at one moment: which drawings are shown and where the eyes look. Snapped to cells, as drawn films do. */
import type { Motion, Viseme } from "../cast/types";
import { noiseAt } from "./curves";

export interface Expression {
  eyes: "open" | "half" | "closed" | "happy";
  brows: "calm" | "raised" | "earnest";
  mouth: "neutral" | "smile" | "grin" | Viseme;
  /** Height of the mouth's drawing, 1 as drawn. */
  mouthOpen: number;
}

/** Blinks happen at most once per slot of this length. */
const BLINK_SLOT_S = 2.6;
const BLINK_HALF_S = 0.045;
const BLINK_CLOSED_S = 0.085;

/** Open, half, closed, half, open: on a schedule that only the seed decides. */
export function blinkAt(time_s: number, seed: number): "open" | "half" | "closed" {
  const slot = Math.floor(time_s / BLINK_SLOT_S);
  if (noiseAt(slot, seed + 101) < 0.12) return "open";
  const start_s = slot * BLINK_SLOT_S + 0.3 + noiseAt(slot, seed + 7) * (BLINK_SLOT_S - 0.9);
  const t = time_s - start_s;
  const length_s = 2 * BLINK_HALF_S + BLINK_CLOSED_S;
  if (t < 0 || t >= length_s) return "open";
  return t < BLINK_HALF_S || t >= length_s - BLINK_HALF_S ? "half" : "closed";
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
};

export interface ExpressionInput {
  motion: Motion;
  time_s: number;
  beat: number;
  seed: number;
  viseme: Viseme | null;
  /** 0 to 1. */
  openness: number;
}

/** Below this openness a sung sound is drawn with closed lips. */
const LIPS_PART = 0.12;

export function expressionAt(input: ExpressionInput): Expression {
  const { motion, time_s, beat, seed, viseme, openness } = input;
  const rest = RESTING[motion];
  const singing = viseme !== null && openness > LIPS_PART;
  const bar = Math.floor(beat / 4);
  // Singers close their eyes on some held notes: for two beats of every fourth bar or so.
  const inside = motion === "sing" && singing && noiseAt(bar, seed + 31) < 0.25 && beat - bar * 4 > 1.9;
  const smiling = motion === "heart" || (motion === "cheer" && noiseAt(bar, seed + 5) < 0.5);
  let eyes: Expression["eyes"] = blinkAt(time_s, seed);
  if (inside) eyes = "closed";
  if (smiling && !singing) eyes = "happy";
  return {
    eyes,
    brows: singing ? (viseme === "ou" || viseme === "oh" || inside ? "earnest" : "raised") : rest.brows,
    mouth: singing ? viseme : rest.mouth,
    mouthOpen: singing ? 0.62 + 0.42 * Math.min(1, openness) : 1,
  };
}
