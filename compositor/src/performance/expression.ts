/** The face at one moment: which drawings are shown and where the eyes look. Snapped to cells, as drawn films do. */
import type { Motion, Viseme } from "../cast/types";
import { noiseAt } from "./curves";
import { faceAt } from "./faces";
import { LOOP_BEATS } from "./loops";
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
  const rest = faceAt(motion, beat, LOOP_BEATS[motion]);
  const inward = motion === "sing" && phrase ? inwardAt(beat, seed, phrase) : "open";
  const eyes = inward === "open" ? blinkAt(beat, seed) : inward;
  if (viseme !== null && openness > LIPS_PART) {
    const loud = (phrase?.loudness ?? openness) > LOUD;
    const rounded = viseme === "ou" || viseme === "oh";
    const brows = inward !== "open" || (loud && rounded) ? "earnest" : loud ? "raised" : "calm";
    return { eyes, brows, mouth: viseme, mouthOpen: 0.4 + 0.65 * Math.min(1, openness) };
  }
  if ((phrase?.breath ?? 0) > BREATH_PARTS) return { eyes, brows: "raised", mouth: "ih", mouthOpen: 0.42 };
  return { eyes: rest.happy ? "happy" : eyes, brows: rest.brows, mouth: rest.mouth, mouthOpen: 1 };
}

/** Part of a bar, in beats, over which a singer's eyes may be closed; lids take a tenth of a beat. */
const INWARD = { from: 1.4, to: 3.6, lids: 0.1 };
/** Closer to the peak of a phrase they are open. */
const INWARD_PEAK = 0.15;

/** Singers close their eyes in some bars, but not on the note that they give to the audience. */
function inwardAt(beat: number, seed: number, phrase: Phrase): "open" | "half" | "closed" {
  const bar = Math.floor(beat / 4);
  if (!phrase.sung || phrase.peak > INWARD_PEAK || noiseAt(bar, seed + 31) > 0.3) return "open";
  const inside = Math.min(beat - bar * 4 - INWARD.from, INWARD.to - (beat - bar * 4));
  if (inside < 0) return "open";
  return inside < INWARD.lids || phrase.peak > INWARD_PEAK / 2 ? "half" : "closed";
}
