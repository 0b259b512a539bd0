/** What a singer knows of the line: where it breathes, swells, peaks and rests. Read off the song's mouth shapes. */
import type { SongClock } from "../contract";
import { ease } from "./curves";

type Sounds = SongClock["visemes"];

/** A moment of the line; every share is 0 to 1 and moves without jumps. */
export interface Phrase {
  /** Whether a phrase is being sung. */
  sung: boolean;
  /** Number of the phrase that is sung or comes next. */
  index: number;
  /** How loud it is sung. */
  loudness: number;
  /** How much louder it just became, -1 to 1. */
  attack: number;
  /** Taking breath for the phrase to come. */
  breath: number;
  /** How near its loudest note is. */
  peak: number;
  /** Resting between two phrases. */
  rest: number;
}

interface Span {
  start_s: number;
  end_s: number;
  peak_s: number;
}

/** A silence that is longer parts two phrases. */
const PAUSE_S = 0.4;
/** Only a rest that is longer leaves time to look elsewhere. */
const REST_S = 0.8;
const REST_EDGE_S = 0.3;
const BREATH_S = 0.55;
const PEAK_WIDTH_S = 0.6;
/** Loudness is the mean over this long. */
const WINDOW_S = 0.26;

/** Phrases of a line, in order. */
function phrasesOf(sounds: Sounds): Span[] {
  const spans: Span[] = [];
  let loudest = 0;
  for (const [start_s, duration_s, , openness] of sounds) {
    const end_s = start_s + duration_s;
    const weight = openness * Math.min(duration_s, 0.6);
    const span = spans.at(-1);
    if (!span || start_s - span.end_s > PAUSE_S) {
      spans.push({ start_s, end_s, peak_s: start_s + duration_s / 2 });
      loudest = weight;
      continue;
    }
    span.end_s = Math.max(span.end_s, end_s);
    if (weight > loudest) {
      loudest = weight;
      span.peak_s = start_s + duration_s / 2;
    }
  }
  return spans;
}

/** Mean openness around `time_s`. */
function loudnessAt(sounds: Sounds, time_s: number): number {
  const from_s = time_s - WINDOW_S / 2;
  const to_s = time_s + WINDOW_S / 2;
  let sum = 0;
  for (const [start_s, duration_s, , openness] of sounds)
    sum += openness * Math.max(0, Math.min(to_s, start_s + duration_s) - Math.max(from_s, start_s));
  return Math.min(1, sum / WINDOW_S);
}

/** Rises and falls once over [0, 1]. */
const bell = (u: number): number => (u <= 0 || u >= 1 ? 0 : Math.sin(u * Math.PI) ** 2);

/** @param sounds in order of their starts */
export function phraseAt(sounds: Sounds, time_s: number): Phrase {
  const spans = phrasesOf(sounds);
  const next = spans.findIndex((span) => time_s < span.end_s);
  const span = spans[next];
  const before = spans[next < 0 ? spans.length - 1 : next - 1];
  const loudness = loudnessAt(sounds, time_s);
  const attack = loudnessAt(sounds, time_s + 0.05) - loudnessAt(sounds, time_s - 0.13);
  const phrase = { sung: false, index: next < 0 ? spans.length : next, loudness, attack, breath: 0, peak: 0, rest: 0 };
  for (const { peak_s } of spans)
    phrase.peak = Math.max(phrase.peak, bell(0.5 + (time_s - peak_s) / (2 * PEAK_WIDTH_S)));
  if (!span) return phrase;
  phrase.sung = time_s >= span.start_s;
  if (phrase.sung) return phrase;
  // The lungs are full right before the first sound and give it up with it.
  phrase.breath = bell((time_s - (span.start_s - BREATH_S)) / (BREATH_S + 0.02));
  if (before && span.start_s - before.end_s > REST_S)
    phrase.rest = ease((time_s - before.end_s) / REST_EDGE_S) * ease((span.start_s - 0.1 - time_s) / REST_EDGE_S);
  return phrase;
}
