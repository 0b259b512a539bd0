/** What a singer does for the audience with the free arm: waves, sways, points, cheers. */
import { microphoneAtMouth, mirrored } from "../arms";
import { dip, noiseAt, swing } from "../curves";
import { groove } from "../groove";
import type { Personality } from "../personality";
import { type ArmPose, at, foot, type Pose, turn } from "../pose";

/** Waves with the left hand, one stroke a beat; the elbow leads, the forearm and then the fingers follow in an arc. */
export function wave(beat: number, seed: number): Pose {
  const early = swing(beat + 0.08, 1);
  const stroke = swing(beat, 1);
  const late = swing(beat - 0.12, 1);
  const body = groove(beat, seed, { size: 0.75 });
  return {
    ...body,
    chest: turn(body.chest.pitch - 0.02, body.chest.yaw, body.chest.roll - 0.05),
    left: {
      wrist: at(0.9 + 0.13 * stroke, 4.86 - 0.06 * stroke * stroke, 0.44 + 0.03 * early),
      elbow: at(0.6 + 0.12 * early, -1, -0.2),
      fingers: at(0.12 + 0.5 * late, 1, 0.12),
      back: at(-0.1, 0.1, -1),
      shape: "open",
    },
    right: microphoneAtMouth(beat),
    microphone: true,
  };
}

/** Sways from side to side over four beats with one arm high, as an audience does with light sticks. */
export function sway(beat: number, seed: number): Pose {
  const body = groove(beat, seed, { size: 0.8 });
  const side = swing(beat, 4);
  const late = swing(beat - 0.25, 4);
  const later = swing(beat - 0.5, 4);
  const latest = swing(beat - 0.72, 4);
  return {
    ...body,
    hips: at(0.15 * side, -0.05 - 0.025 * dip(beat), 0),
    hipsTurn: turn(0, 0.08 * late, -0.08 * side),
    spine: turn(0, 0, -0.03 * late),
    chest: turn(-0.03, -0.07 * late, -0.08 * late),
    head: turn(0.01, 0.05 * later, -0.11 * later + 0.02),
    leftFoot: foot(0.1, 0, 0, 0.3 * Math.max(0, -side) ** 1.5),
    rightFoot: foot(-0.1, 0, 0.02, 0.3 * Math.max(0, side) ** 1.5),
    left: {
      wrist: at(0.8 + 0.24 * late, 5.2 - 0.1 * late, 0.26),
      elbow: at(1, -0.35, -0.1),
      fingers: at(0.1 + 0.5 * latest, 1, 0.08),
      back: at(-0.1, 0.08, -1),
      shape: "open",
    },
    right: microphoneAtMouth(beat),
    microphone: true,
  };
}

/** Points at the camera; the arm springs forwards on every second beat and gives way between them. */
export function point(beat: number, seed: number): Pose {
  const lead = dip(beat / 2 + 0.02);
  const thrust = dip(beat / 2 - 0.02);
  const late = dip(beat / 2 - 0.07);
  const body = groove(beat, seed, { size: 0.7 });
  return {
    ...body,
    hipsTurn: turn(body.hipsTurn.pitch + 0.03 * lead, body.hipsTurn.yaw - 0.05 - 0.06 * lead, body.hipsTurn.roll),
    chest: turn(0.04 * thrust, -0.1 - 0.16 * thrust, body.chest.roll + 0.03),
    head: turn(body.head.pitch - 0.03 * late, 0.1 + 0.14 * thrust, body.head.roll + 0.05 * late),
    left: {
      wrist: at(0.68 + 0.18 * thrust, 4.1 + 0.18 * thrust, 0.84 + 0.4 * thrust),
      elbow: at(0.9, -0.8, 0),
      // The chest turns with the thrust; the finger stays on the camera.
      fingers: at(0.12 + 0.22 * late, 0.46 - 0.16 * late, 1),
      back: at(0.55, 0.85, 0),
      shape: "point",
    },
    right: microphoneAtMouth(beat),
    microphone: true,
  };
}

/** Both arms up; fists pump on the beat, the second one later and less far. */
export function cheer(beat: number, seed: number, who: Personality): Pose {
  const arm = (b: number, reach: number): ArmPose => {
    const pump = 1 - dip(b);
    const late = 1 - dip(b - 0.1);
    return {
      wrist: at(0.96 - 0.12 * pump, 4.78 + reach * pump, 0.44 - 0.18 * pump),
      elbow: at(1, -0.7, 0),
      fingers: at(0.1 + 0.2 * (1 - late), 1, 0.35 - 0.3 * late),
      back: at(-0.2, 0.1, -1),
      shape: "fist",
    };
  };
  const bounce = 1 - dip(beat);
  const body = groove(beat, seed, { size: 1 });
  const heels = 0.3 * bounce ** 2;
  return {
    ...body,
    hips: body.hips.clone().add(at(0, 0.02 + 0.02 * bounce, 0)),
    chest: turn(body.chest.pitch - 0.05 * bounce, body.chest.yaw, body.chest.roll * 1.4),
    head: turn(-0.1 + 0.09 * dip(beat - 0.1), 0.08 * swing(beat, 8), 0.09 * swing(beat - 0.2, 4)),
    leftFoot: foot(0.14, 0, 0, heels),
    rightFoot: foot(-0.14, 0, 0, heels * 0.8),
    left: { ...arm(beat, 0.52), shape: noiseAt(7, seed) < 0.5 ? "open" : "fist" },
    right: mirrored(arm(beat - 0.08, 0.4 * who.size)),
    microphone: false,
  };
}
