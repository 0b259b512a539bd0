/** The body under every motion: weight shift, dip on the beat, breathing head; arms are added by the motions. */
import { dip, drift, swing } from "./curves";
import { at, type Pose, turn } from "./pose";

export interface GrooveOptions {
  /** Size of the whole movement, 0 still to 1 full. */
  size?: number;
  /** Beats from one side to the other and back. */
  period?: number;
}

export const GROOVE_DEFAULTS: Required<GrooveOptions> = { size: 1, period: 4 };

type Body = Omit<Pose, "left" | "right" | "microphone">;

/** @param beat beats since the first beat, may be negative */
export function groove(beat: number, seed: number, options: GrooveOptions = {}): Body {
  const { size, period } = { ...GROOVE_DEFAULTS, ...options };
  const side = swing(beat, period, 0.125) * size;
  const late = swing(beat - 0.2, period, 0.125) * size;
  const later = swing(beat - 0.45, period, 0.125) * size;
  const down = dip(beat) * size;
  const downLate = dip(beat - 0.12) * size;
  const wander = drift(beat * 0.21, seed);
  const nod = drift(beat * 0.17, seed + 11);
  return {
    hips: at(0.06 * side, -0.055 * down - 0.02 * size, 0.012 * down),
    hipsTurn: turn(0.01 * down, 0.07 * late, -0.045 * side),
    spine: turn(0.035 * down, 0.02 * late, 0.035 * late),
    chest: turn(0.01 * downLate - 0.02, -0.06 * late, 0.035 * late),
    head: turn(0.05 * downLate + 0.03 * nod, 0.12 * wander, 0.05 * later + 0.035),
    leftFoot: at(0, 0, 0),
    rightFoot: at(0, 0, 0),
    sway: at(-0.1 * later, 0.02 * downLate, -0.03 * downLate),
  };
}
