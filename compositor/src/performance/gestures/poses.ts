/** Poses for the camera that breathe with the song. */
import { mirrored } from "../arms";
import { dip, swing } from "../curves";
import { groove } from "../groove";
import { type ArmPose, at, foot, type Pose, turn } from "../pose";

/** Both hands form a heart before the chest, pushed forwards on the beat. */
export function heart(beat: number, seed: number): Pose {
  const push = dip(beat);
  const left: ArmPose = {
    wrist: at(0.185, 4.1 + 0.05 * push, 0.58 + 0.2 * push),
    elbow: at(1, -0.75 + 0.15 * dip(beat + 0.06), -0.1),
    fingers: at(-0.22, 1, 0.16),
    back: at(1, 0.22, 0.1),
    shape: "heart",
  };
  const body = groove(beat, seed, { size: 0.65 });
  const side = swing(beat - 0.3, 8);
  return {
    ...body,
    chest: turn(body.chest.pitch + 0.03 * push, body.chest.yaw, body.chest.roll),
    head: turn(0.03, 0.03 * side, 0.14 * side + 0.02),
    left,
    right: mirrored(left),
    microphone: false,
  };
}

/** A photo pose: peace sign at the cheek, the microphone lowered, a tilted head, the weight on one leg. */
export function hold(beat: number, seed: number): Pose {
  const breath = swing(beat, 4) * 0.014;
  const body = groove(beat, seed, { size: 0.25 });
  return {
    ...body,
    hips: body.hips.clone().add(at(0.12, -0.04, 0)),
    hipsTurn: turn(0, -0.14, 0.08),
    spine: turn(-0.01, 0.02, -0.03),
    chest: turn(-0.03 - breath, 0.1, -0.05),
    head: turn(0.02, 0.04, 0.15 + 0.02 * swing(beat, 8)),
    leftFoot: foot(0.06),
    rightFoot: foot(-0.12, 0, 0.12, 0.24),
    left: {
      wrist: at(0.7, 4.5 + breath, 0.5),
      elbow: at(0.6, -1, -0.2),
      fingers: at(0.16 + 0.05 * swing(beat - 0.4, 4), 1, 0.12),
      back: at(-0.15, 0.1, -1),
      shape: "peace",
    },
    right: {
      wrist: at(-0.62, 3.44 + breath, 0.48),
      elbow: at(-0.9, -0.4, -0.5),
      fingers: at(0.75, -0.1, 0.55),
      back: at(-0.55, 0.2, 0.8),
      shape: "microphone",
    },
    microphone: true,
  };
}
