/** The body under the motions that are not choreographed: weight from leg to leg, dip on the beat, breath. */
import { dip, swing, wander } from "./curves";
import { personality } from "./personality";
import { at, foot, type Pose, turn } from "./pose";

export interface GrooveOptions {
  /** Size of the whole movement, 0 still to 1 full. */
  size?: number;
  /** Beats from one side to the other and back; a divisor of the motion's loop. */
  period?: number;
}

export const GROOVE_DEFAULTS: Required<GrooveOptions> = { size: 1, period: 4 };

type Body = Omit<Pose, "left" | "right" | "microphone">;

/** How far apart the feet stand, each from its place at rest. */
const STANCE = 0.08;

/**
 * Repeats after 8 beats. The hip over the standing leg is the higher one, the shoulders give way to it, the other heel
 * comes off the floor.
 *
 * @param beat beats since the first beat, may be negative
 */
export function groove(beat: number, seed: number, options: GrooveOptions = {}): Body {
  const { size, period } = { ...GROOVE_DEFAULTS, ...options };
  const k = size * personality(seed).size;
  // Held over a leg for a while, then on to the other one.
  const weight = (delay: number) => Math.tanh(1.5 * swing(beat - delay, period, 0.125)) / Math.tanh(1.5);
  const side = weight(0);
  const late = weight(0.16);
  const later = weight(0.36);
  const down = dip(beat) * k;
  const downLate = dip(beat - 0.14) * k;
  return {
    facing: 0,
    hips: at(0.1 * side * k, -0.04 - 0.055 * down - 0.025 * k, 0.014 * down),
    hipsTurn: turn(0.02 * down, 0.08 * late * k, 0.06 * side * k),
    spine: turn(0.035 * down, 0.01 * late * k, -0.035 * late * k),
    chest: turn(0.015 * downLate - 0.025, -0.1 * late * k, -0.06 * late * k),
    head: turn(
      0.055 * downLate + 0.02 * wander(beat, seed + 11),
      0.09 * wander(beat, seed) + 0.03 * later * k,
      0.065 * later * k,
    ),
    leftFoot: foot(STANCE, 0, 0, 0.26 * k * Math.max(0, -side) ** 1.5),
    rightFoot: foot(-STANCE, 0, 0.02, 0.26 * k * Math.max(0, side) ** 1.5),
  };
}
