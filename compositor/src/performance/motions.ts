/** The motions a comp can ask for. Each is a pure function of the beat and the seed. */
import type { Motion } from "../cast/types";
import { blendArms, microphoneAtMouth, mirrored, offeredLeft, raisedLeft, restingLeft } from "./arms";
import { dip, fraction, noiseAt, swing } from "./curves";
import { groove } from "./groove";
import { type ArmPose, at, type Pose, turn } from "./pose";

/** Beats that a gesture of the free arm lasts. */
const PHRASE = 4;
/** Share of a phrase in which the arm moves on to its next gesture. */
const GLIDE = 0.36;

/** Sings into the microphone; the free arm goes from gesture to gesture, one per phrase. */
function sing(beat: number, seed: number): Pose {
  const gestures = [offeredLeft, raisedLeft, restingLeft];
  const gesture = (phrase: number): ArmPose => {
    // Never the same gesture twice in a row: each phrase moves on by one or two.
    const step = phrase + (noiseAt(phrase >> 1, seed) < 0.5 ? 0 : 1);
    return (gestures[((step % 3) + 3) % 3] ?? restingLeft)();
  };
  const place = beat / PHRASE + noiseAt(0, seed) * 0.5;
  const phrase = Math.floor(place);
  const left = blendArms(gesture(phrase - 1), gesture(phrase), (place - phrase) / GLIDE);
  left.wrist.add(at(0.04 * swing(beat - 0.3, 4), 0.035 * swing(beat - 0.2, 2) - 0.025 * dip(beat - 0.15), 0));
  return { ...groove(beat, seed), left, right: microphoneAtMouth(beat), microphone: true };
}

/** Waves with the left hand, one stroke a beat; the forearm leads and the fingers follow. */
function wave(beat: number, seed: number): Pose {
  const stroke = swing(beat, 1);
  const late = swing(beat - 0.1, 1);
  return {
    ...groove(beat, seed, { size: 0.7 }),
    left: {
      wrist: at(0.92 + 0.11 * stroke, 4.78 - 0.02 * stroke * stroke, 0.42),
      elbow: at(0.6, -1, -0.2),
      fingers: at(0.12 + 0.42 * late, 1, 0.12),
      back: at(-0.1, 0.1, -1),
      shape: "open",
    },
    right: microphoneAtMouth(beat),
    microphone: true,
  };
}

/** Sways from side to side over four beats with one arm high, as an audience does with light sticks. */
function sway(beat: number, seed: number): Pose {
  const body = groove(beat, seed, { size: 0.8 });
  const side = swing(beat, 4);
  const late = swing(beat - 0.25, 4);
  const later = swing(beat - 0.5, 4);
  return {
    ...body,
    hips: at(0.11 * side, -0.035 - 0.02 * dip(beat), 0),
    hipsTurn: turn(0, 0.06 * late, -0.07 * side),
    spine: turn(0, 0, -0.02 * late),
    chest: turn(-0.02, -0.05 * late, -0.07 * late),
    head: turn(0.01, 0.04 * later, -0.09 * later + 0.02),
    sway: at(0.13 * later, 0.01, -0.02),
    left: {
      wrist: at(0.74 + 0.2 * late, 5.16 - 0.07 * late, 0.26),
      elbow: at(1, -0.35, -0.1),
      fingers: at(0.1 + 0.4 * later, 1, 0.08),
      back: at(-0.1, 0.08, -1),
      shape: "open",
    },
    right: microphoneAtMouth(beat),
    microphone: true,
  };
}

/** Points at the camera; the arm springs forwards on every second beat and gives way between them. */
function point(beat: number, seed: number): Pose {
  const thrust = dip(beat / 2 - 0.02);
  return {
    ...groove(beat, seed, { size: 0.6 }),
    chest: turn(0.02, -0.1 - 0.08 * thrust, 0.02),
    left: {
      wrist: at(0.6, 4.24 + 0.05 * thrust, 1 + 0.26 * thrust),
      elbow: at(0.9, -0.8, 0),
      fingers: at(-0.1, 0.08, 1),
      back: at(0.55, 0.85, 0),
      shape: "point",
    },
    right: microphoneAtMouth(beat),
    microphone: true,
  };
}

/** Both hands form a heart before the chest, pushed forwards on the beat. */
function heart(beat: number, seed: number): Pose {
  const push = dip(beat);
  const left: ArmPose = {
    wrist: at(0.185, 4.1 + 0.03 * push, 0.6 + 0.12 * push),
    elbow: at(1, -0.75, -0.1),
    fingers: at(-0.22, 1, 0.16),
    back: at(1, 0.22, 0.1),
    shape: "heart",
  };
  return {
    ...groove(beat, seed, { size: 0.55 }),
    head: turn(0.02, 0, 0.1 * swing(beat, 8) + 0.02),
    left,
    right: mirrored(left),
    microphone: false,
  };
}

/** Parts of a jump's two beats: crouch, flight, landing. */
const TAKE_OFF = 0.26;
const LANDING = 0.74;
/** The arms begin before the feet leave the floor and come down after the landing. */
const ARMS_RISE = 0.14;
const ARMS_DOWN = 0.92;

/** Jumps once in two beats, landing on the beat; the arms fly up a little after the body. */
function jump(beat: number, seed: number): Pose {
  const flightAt = (b: number): number => {
    const t = fraction(b / 2 + LANDING);
    return t > TAKE_OFF && t < LANDING ? Math.sin(((t - TAKE_OFF) / (LANDING - TAKE_OFF)) * Math.PI) ** 1.25 : 0;
  };
  const t = fraction(beat / 2 + LANDING);
  const crouch = t < TAKE_OFF ? Math.sin((t / TAKE_OFF) * Math.PI) ** 2 : 0;
  const squash = t > LANDING ? Math.sin(((t - LANDING) / (1 - LANDING)) * Math.PI) ** 2 : 0;
  const flight = flightAt(beat);
  const height = 0.5 * flight;
  const down = 0.15 * crouch + 0.12 * squash;
  const up = Math.min(
    1,
    1.15 * Math.sin(Math.min(1, Math.max(0, (t - ARMS_RISE) / (ARMS_DOWN - ARMS_RISE))) * Math.PI) ** 2,
  );
  const low: ArmPose = { ...restingLeft(), wrist: at(0.92, 3.6, 0.4), elbow: at(0.7, -0.3, -1), shape: "open" };
  const high: ArmPose = { ...raisedLeft(), wrist: at(0.86, 5.2, 0.22), elbow: at(1, -0.2, 0.1) };
  const left = blendArms(low, high, up);
  const right = blendArms(
    { ...mirrored(low), fingers: at(0.3, 0.2, 0.9), back: at(-0.9, 0.2, 0.3) },
    { ...mirrored(high), fingers: at(0.75, 0.15, 0.65), back: at(-0.6, 0.3, 0.75) },
    up,
  );
  const body = groove(beat, seed, { size: 0.2 });
  const tuck = 0.16 * flight;
  return {
    ...body,
    hips: at(0, height - down, -0.05 * crouch),
    hipsTurn: turn(0.14 * crouch + 0.1 * squash, 0, 0),
    chest: turn(0.1 * crouch + 0.06 * squash - 0.06 * flight, 0, 0),
    head: turn(-0.12 * crouch - 0.05 * flight, 0.04, 0.04 * swing(beat, 8)),
    leftFoot: at(0.05 * flight, height + tuck, -0.1 * flight),
    rightFoot: at(-0.03 * flight, height + tuck * 0.5, -0.2 * flight),
    sway: at(0, -0.16 * flightAt(beat - 0.15) + 0.12 * squash, -0.04),
    left: { ...left, shape: "open" },
    right: { ...right, shape: "microphone" },
    microphone: true,
  };
}

/** A photo pose: peace sign at the cheek, the microphone lowered, a tilted head. */
function hold(beat: number, seed: number): Pose {
  const breath = swing(beat, 4) * 0.012;
  return {
    ...groove(beat, seed, { size: 0.25 }),
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

/** Both arms up; fists pump on the beat, one a little after the other. */
function cheer(beat: number, seed: number): Pose {
  const arm = (b: number): ArmPose => {
    const pump = 1 - dip(b);
    return {
      wrist: at(0.88 - 0.06 * pump, 4.86 + 0.34 * pump, 0.34 - 0.1 * pump),
      elbow: at(1, -0.7, 0),
      fingers: at(0.12, 1, 0.1),
      back: at(-0.2, 0.1, -1),
      shape: "fist",
    };
  };
  const bounce = 1 - dip(beat);
  const body = groove(beat, seed, { size: 0.9 });
  return {
    ...body,
    hips: body.hips.clone().add(at(0, 0.04 * bounce, 0)),
    head: turn(-0.07 + 0.05 * dip(beat - 0.1), 0.05 * swing(beat, 8), 0.07 * swing(beat - 0.2, 4)),
    left: { ...arm(beat), shape: noiseAt(7, seed) < 0.5 ? "open" : "fist" },
    right: mirrored(arm(beat - 0.06)),
    microphone: false,
  };
}

export const MOTIONS: Readonly<Record<Motion, (beat: number, seed: number) => Pose>> = {
  sing,
  wave,
  sway,
  point,
  heart,
  jump,
  hold,
  cheer,
};
