/** Ways of holding an arm that several motions share. Chest frame, model units; see `ArmPose`. */
import type { Vector3 } from "three";
import { ease, swing } from "./curves";
import { type ArmPose, at } from "./pose";

/** The right hand brings the microphone to the mouth. */
export function microphoneAtMouth(beat: number): ArmPose {
  return {
    wrist: at(-0.29, 4.36 + 0.012 * swing(beat, 2), 0.68),
    elbow: at(-0.62, -1, -0.15),
    fingers: at(0.9, -0.05, 0.3),
    back: at(-0.3, 0.35, 0.9),
    shape: "microphone",
  };
}

/** The same attitude for the other side of the body. */
export function mirrored(arm: ArmPose): ArmPose {
  const flip = (v: Vector3) => at(-v.x, v.y, v.z);
  return { ...arm, wrist: flip(arm.wrist), elbow: flip(arm.elbow), fingers: flip(arm.fingers), back: flip(arm.back) };
}

/** From `a` to `b`; the hand takes the shape of the nearer one. */
export function blendArms(a: ArmPose, b: ArmPose, t: number): ArmPose {
  const k = ease(t);
  const between = (from: Vector3, to: Vector3) => from.clone().lerp(to, k);
  return {
    wrist: between(a.wrist, b.wrist),
    elbow: between(a.elbow, b.elbow),
    fingers: between(a.fingers, b.fingers),
    back: between(a.back, b.back),
    shape: k > 0.5 ? b.shape : a.shape,
  };
}

/** Hanging loosely beside the skirt. */
export const restingLeft = (): ArmPose => ({
  wrist: at(0.94, 3.02, 0.24),
  elbow: at(0.5, 0, -1),
  fingers: at(0.3, -0.9, 0.28),
  back: at(0.9, 0.35, -0.15),
  shape: "relaxed",
});

/** Raised beside the head, the palm to the audience. */
export const raisedLeft = (): ArmPose => ({
  wrist: at(0.86, 4.46, 0.52),
  elbow: at(0.5, -1, -0.25),
  fingers: at(0.35, 1, 0.1),
  back: at(-0.12, 0.1, -1),
  shape: "open",
});
