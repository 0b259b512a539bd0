/** A jump every second beat. */
import { blendArms, mirrored, raisedLeft, restingLeft } from "../arms";
import { fraction, swing } from "../curves";
import { groove } from "../groove";
import { type ArmPose, at, foot, type Pose, turn } from "../pose";

/** Parts of a jump's two beats: crouch, flight, landing. */
const TAKE_OFF = 0.26;
const LANDING = 0.74;
/** The arms begin before the feet leave the floor and come down after the landing. */
const ARMS_RISE = 0.14;
const ARMS_DOWN = 0.92;

/** Jumps once in two beats, landing on the beat; the arms fly up a little after the body. */
export function jump(beat: number, seed: number): Pose {
  const flightAt = (b: number): number => {
    const t = fraction(b / 2 + LANDING);
    return t > TAKE_OFF && t < LANDING ? Math.sin(((t - TAKE_OFF) / (LANDING - TAKE_OFF)) * Math.PI) ** 1.25 : 0;
  };
  const t = fraction(beat / 2 + LANDING);
  const crouch = t < TAKE_OFF ? Math.sin((t / TAKE_OFF) * Math.PI) ** 2 : 0;
  const squash = t > LANDING ? Math.sin(((t - LANDING) / (1 - LANDING)) * Math.PI) ** 2 : 0;
  const flight = flightAt(beat);
  const height = 0.5 * flight;
  const down = 0.3 * crouch + 0.22 * squash;
  const up = Math.min(
    1,
    1.15 * Math.sin(Math.min(1, Math.max(0, (t - ARMS_RISE) / (ARMS_DOWN - ARMS_RISE))) * Math.PI) ** 2,
  );
  const low: ArmPose = { ...restingLeft(), wrist: at(1, 3.34, 0.1), elbow: at(0.5, 0, -1), shape: "open" };
  const high: ArmPose = { ...raisedLeft(), wrist: at(1.02, 5.36, 0.22), elbow: at(1, -0.2, 0.1) };
  const left = blendArms(low, high, up);
  const right = blendArms(
    { ...mirrored(low), fingers: at(0.3, 0.2, 0.9), back: at(-0.9, 0.2, 0.3) },
    { ...mirrored(high), wrist: at(-0.86, 5.1, 0.3), fingers: at(0.75, 0.15, 0.65), back: at(-0.6, 0.3, 0.75) },
    up,
  );
  // Out and round, not past the shoulder.
  const arc = 4 * up * Math.max(0, 1 - up);
  left.wrist.add(at(0.3 * arc, 0, 0.4 * arc));
  right.wrist.add(at(-0.3 * arc, 0, 0.4 * arc));
  const body = groove(beat, seed, { size: 0.2 });
  return {
    ...body,
    hips: at(0, height - down - 0.04, -0.1 * crouch),
    hipsTurn: turn(0.24 * crouch + 0.16 * squash - 0.04 * flight, 0.1 * flight, 0.07 * flight),
    spine: turn(0.04 * crouch - 0.04 * flight, 0, -0.04 * flight),
    chest: turn(0.12 * crouch + 0.08 * squash - 0.1 * flight, -0.08 * flight, -0.08 * flight),
    head: turn(-0.24 * crouch - 0.1 * squash - 0.06 * flight, 0.04, 0.09 * flight + 0.04 * swing(beat, 8)),
    // One knee comes up, the other leg kicks back.
    leftFoot: foot(0.1 + 0.08 * flight, height + 0.4 * flight, -0.1 * flight),
    rightFoot: foot(-0.1 - 0.04 * flight, height + 0.24 * flight, -0.55 * flight),
    left: { ...left, shape: "open" },
    right: { ...right, shape: "microphone" },
    microphone: true,
  };
}
