/** The motions a comp can ask for. Each is a pure function of the beat and the seed. */
import type { Vector3 } from "three";
import type { Motion } from "../cast/types";
import { dip, ease, stepped, swing } from "./curves";
import { groove } from "./groove";
import { type ArmPose, at, type Pose, turn } from "./pose";

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

const between = (a: Vector3, b: Vector3, t: number): Vector3 => a.clone().lerp(b, t);

/** Sings into the microphone; the free arm opens and closes in phrases of four beats. */
function sing(beat: number, seed: number): Pose {
  const open = stepped(beat, 4, 0.35, (k) => ((((k + seed) % 3) + 3) % 3 === 0 ? 0.15 : (k & 1) === 0 ? 1 : 0.6));
  const lift = swing(beat - 0.2, 4) * 0.05 + dip(beat - 0.15) * -0.03;
  const aside = swing(beat - 0.3, 8, seed * 0.13) * 0.05;
  return {
    ...groove(beat, seed),
    right: microphoneAtMouth(beat),
    left: {
      wrist: between(at(0.72, 3.28, 0.42), at(0.86 + aside, 4.42, 0.55), ease(open)).add(at(0, lift, 0)),
      elbow: at(0.55, -1, -0.35),
      fingers: between(at(0.25, -0.75, 0.5), at(0.4, 1, 0.15), ease(open)),
      back: between(at(0.9, 0.2, 0.2), at(-0.1, 0.1, -1), ease(open)),
      shape: open > 0.5 ? "open" : "relaxed",
    },
    microphone: true,
  };
}

/** A photo pose: peace sign at the cheek, the microphone lowered, a tilted head. */
function hold(beat: number, seed: number): Pose {
  const body = groove(beat, seed, { size: 0.25 });
  const breath = swing(beat, 4) * 0.012;
  return {
    ...body,
    hipsTurn: turn(0, -0.12, -0.05),
    chest: turn(-0.02, 0.08, 0.05),
    head: turn(0.02, 0.04, 0.13 + 0.015 * swing(beat, 8)),
    left: {
      wrist: at(0.68, 4.5 + breath, 0.5),
      elbow: at(0.5, -1, -0.2),
      fingers: at(0.12, 1, 0.12),
      back: at(-0.15, 0.1, -1),
      shape: "peace",
    },
    right: {
      wrist: at(-0.56, 3.42 + breath, 0.5),
      elbow: at(-0.9, -0.4, -0.5),
      fingers: at(0.75, -0.1, 0.55),
      back: at(-0.55, 0.2, 0.8),
      shape: "microphone",
    },
    microphone: true,
  };
}

export const MOTIONS: Record<Motion, (beat: number, seed: number) => Pose> = {
  sing,
  hold,
  wave: sing,
  sway: sing,
  point: sing,
  heart: hold,
  jump: sing,
  cheer: sing,
};
