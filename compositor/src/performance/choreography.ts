/**
 * Dances as counts: what the body, the arms and the feet do on which beat. The parts reach their goals on the count and
 * overlap as a dancer's do: hips lead, then spine, chest, head; elbows lead, then wrists, then hands.
 */
import { type ArmCount, armAt, armTrack, type Triple, vector } from "./arm-track";
import { mirrored } from "./arms";
import { dip } from "./curves";
import { type FootCount, footAt } from "./foot-track";
import { asSomebody } from "./personality";
import { type Pose, type Turn, turn } from "./pose";
import { BODY, FLOW, SNAP, type Spring } from "./springs";
import { sample, type Track } from "./track";

const NONE: Triple = [0, 0, 0];

/** The trunk on a count: hips displaced, then turns as `[pitch, yaw, roll]`; left out = upright. */
export interface BodyCount {
  at: number;
  hips?: Triple;
  hipsTurn?: Triple;
  spine?: Triple;
  chest?: Triple;
  head?: Triple;
}

export type { ArmCount, FootCount };

/** A flight in beats and its height in model units. */
export interface Leap {
  from: number;
  to: number;
  height: number;
}

export interface Dance {
  /** Length of the loop in beats. */
  beats: number;
  body: readonly BodyCount[];
  left: readonly ArmCount[];
  right: readonly ArmCount[];
  leftFoot: readonly FootCount[];
  rightFoot: readonly FootCount[];
  facing?: readonly { at: number; angle: number }[];
  leaps?: readonly Leap[];
  /** Depth of the bounce on every beat, model units. */
  bounce?: number;
  bodySpring?: Spring;
  armSpring?: Spring;
  microphone?: boolean;
}

/** How much earlier (positive) or later each part moves than the count says, beats. */
const OVERLAP = { hips: 0.05, spine: 0.02, chest: -0.03, head: -0.1 };

function bodyTrack({ beats, body }: Dance): Track {
  return {
    beats,
    at: body.map((count) => count.at),
    rows: body.map(({ hips = NONE, hipsTurn = NONE, spine = NONE, chest = NONE, head = NONE }) => [
      ...hips,
      ...hipsTurn,
      ...spine,
      ...chest,
      ...head,
    ]),
  };
}

/** Height of the body above the floor. */
function heightAt({ beats, leaps = [] }: Dance, beat: number): number {
  const local = beat - Math.floor(beat / beats) * beats;
  let height = 0;
  for (const leap of leaps) {
    const u = (local - leap.from) / (leap.to - leap.from);
    if (u > 0 && u < 1) height = leap.height * 4 * u * (1 - u);
  }
  return height;
}

/** Feet trail behind in the air, one more than the other. */
const TUCK = { left: 0.45, right: 0.9 };

/** The motion of a dance: a pure function of the beat and the seed, which repeats after `dance.beats`. */
export function dancing(dance: Dance): (beat: number, seed: number) => Pose {
  const { beats, bounce = 0.03, bodySpring = BODY, armSpring = SNAP, microphone = false } = dance;
  const body = bodyTrack(dance);
  const left = armTrack(beats, dance.left);
  const right = armTrack(beats, dance.right);
  const facing: Track | null = dance.facing
    ? { beats, at: dance.facing.map((f) => f.at), rows: dance.facing.map((f) => [f.angle]) }
    : null;
  return asSomebody((beat, _seed, { size }) => {
    const turnAt = (delay: number, from: number): Turn => {
      const [pitch = 0, yaw = 0, roll = 0] = sample(body, beat + delay, bodySpring, from, from + 3);
      return turn(pitch * size, yaw * size, roll * size);
    };
    const hips = vector(sample(body, beat + OVERLAP.hips, bodySpring, 0, 3));
    const height = heightAt(dance, beat);
    hips.y += height - bounce * size * dip(beat);
    const head = turnAt(OVERLAP.head, 12);
    head.pitch += bounce * dip(beat - 0.12);
    const leftFoot = footAt(dance.leftFoot, beats, beat, 1);
    const rightFoot = footAt(dance.rightFoot, beats, beat, -1);
    leftFoot.place.y += height * (1 + TUCK.left);
    rightFoot.place.y += height * (1 + TUCK.right);
    leftFoot.place.z -= height * TUCK.left;
    rightFoot.place.z -= height * TUCK.right;
    return {
      facing: facing ? (sample(facing, beat + OVERLAP.chest, FLOW)[0] as number) : 0,
      hips,
      hipsTurn: turnAt(OVERLAP.hips, 3),
      spine: turnAt(OVERLAP.spine, 6),
      chest: turnAt(OVERLAP.chest, 9),
      head,
      left: armAt(left, beat, armSpring),
      right: mirrored(armAt(right, beat, armSpring)),
      leftFoot,
      rightFoot,
      microphone,
    };
  });
}
