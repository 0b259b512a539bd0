/** Hair follows the head late, as a pendulum does; a closed form of the beat like all motion. */
import { Vector3 } from "three";
import { HEAD_CENTRE, JOINTS, Rig } from "../cast/body/skeleton";
import { poseTrunk } from "./apply-pose";
import type { Pose } from "./pose";

/** Offsets of free tips in model units, in the performer's own frame. */
export interface HairSway {
  /** Of short and stiff hair: quick, and soon at rest. */
  short: Vector3;
  /** Of long tips: late, and swinging on. */
  long: Vector3;
}

/** Where hair hangs from: the nape, in the head's rest frame. */
const NAPE = HEAD_CENTRE.clone()
  .add(new Vector3(0, -0.5, -0.32))
  .sub(JOINTS.head);

/** Beats between two looks at where the head was, and how many there are. */
const STEP = 0.125;
const LOOKS = 14;

/**
 * How much of where the head was at each look still shows in the hair, for a pendulum of `rate` radians per beat: the
 * impulse response of an oscillator whose pivot moves, scaled so that hair at rest is at rest.
 */
function memory(rate: number, damping: number): number[] {
  const decay = rate * damping;
  const turning = rate * Math.sqrt(1 - damping * damping);
  const raw = Array.from({ length: LOOKS }, (_, k) => {
    const t = (k + 0.5) * STEP;
    const along = 2 * decay * Math.cos(turning * t);
    const across = ((rate * rate - 2 * decay * decay) / turning) * Math.sin(turning * t);
    return Math.exp(-decay * t) * (along + across);
  });
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((value) => value / sum);
}

const SHORT = memory(9, 0.5);
const LONG = memory(6, 0.42);
/** Drawn hair swings further than real hair would. */
const GAIN = 1.3;
/** Hair does not fly further than this, model units. */
const FURTHEST = 0.36;
/** It gives way to the side more easily than up or down, where its own weight holds it. */
const UPWARDS = 0.7;

function napeAt(rig: Rig, pose: Pose): Vector3 {
  poseTrunk(rig, pose);
  return NAPE.clone().applyMatrix4(rig.matrix("head"));
}

function limited(offset: Vector3): Vector3 {
  offset.multiplyScalar(GAIN).setY(offset.y * UPWARDS);
  const length = offset.length();
  return length > 1e-9 ? offset.multiplyScalar((FURTHEST * Math.tanh(length / FURTHEST)) / length) : offset;
}

/** @param poseAt the motion */
export function hairAt(poseAt: (beat: number) => Pose, beat: number): HairSway {
  const rig = new Rig();
  const here = napeAt(rig, poseAt(beat));
  const short = new Vector3();
  const long = new Vector3();
  for (let k = 0; k < LOOKS; k++) {
    const there = napeAt(rig, poseAt(beat - (k + 0.5) * STEP)).sub(here);
    short.addScaledVector(there, SHORT[k] as number);
    long.addScaledVector(there, LONG[k] as number);
  }
  return { short: limited(short), long: limited(long) };
}
