/** Feet that are lifted, put down, and stay where they are. */
import { ease, mix } from "./curves";
import { at, type FootPose } from "./pose";
import { rowAt } from "./track";

/** A foot that has landed on a count; in the `travel` beats before, it was lifted and moved there. */
export interface FootCount {
  at: number;
  /** Aside (outwards is positive on either side) and ahead, model units. */
  aside?: number;
  ahead?: number;
  facing?: number;
  heel?: number;
  /** Height of the step, model units; only shuffles of the heel need none. */
  lift?: number;
  travel?: number;
}

const STEP_BEATS = 0.55;
const STEP_LIFT = 0.09;

/** @param side 1 for the left foot, -1 for the right */
export function footAt(counts: readonly FootCount[], beats: number, beat: number, side: 1 | -1): FootPose {
  const last = counts.length - 1;
  const { index, since } = rowAt({ at: counts.map((count) => count.at), beats }, beat);
  const from = counts[index] as FootCount;
  const to = counts[index === last ? 0 : index + 1] as FootCount;
  const gap = (to.at - from.at + beats) % beats || beats;
  const { travel = STEP_BEATS } = to;
  const u = Math.min(1, Math.max(0, 1 - (gap - since) / travel));
  const k = ease(u);
  const moves =
    (from.aside ?? 0) !== (to.aside ?? 0) ||
    (from.ahead ?? 0) !== (to.ahead ?? 0) ||
    (from.facing ?? 0) !== (to.facing ?? 0);
  const lift = (to.lift ?? (moves ? STEP_LIFT : 0)) * Math.sin(Math.PI * u) ** 2;
  return {
    place: at(side * mix(from.aside ?? 0, to.aside ?? 0, k), lift, mix(from.ahead ?? 0, to.ahead ?? 0, k)),
    facing: mix(from.facing ?? 0, to.facing ?? 0, k),
    heel: mix(from.heel ?? 0, to.heel ?? 0, k),
  };
}
