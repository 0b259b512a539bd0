/** What makes two performers who do the same move two people: a matter of the seed alone. */
import type { Vector3 } from "three";
import { noiseAt } from "./curves";
import { at, type Pose } from "./pose";

export interface Personality {
  /** Beats behind the beat; negative is ahead of it. */
  late: number;
  /** Scale of the trunk's movement. */
  size: number;
  /** Roll of the head, radians. */
  tilt: number;
  /** Displacements of the wrists from where the choreography wants them, model units. */
  leftHand: Vector3;
  rightHand: Vector3;
}

export function personality(seed: number): Personality {
  const spread = (index: number, most: number) => (noiseAt(index, seed + 271) * 2 - 1) * most;
  return {
    late: spread(1, 0.035),
    size: 1 + spread(2, 0.14),
    tilt: spread(3, 0.045),
    leftHand: at(spread(4, 0.025), spread(5, 0.04), Math.abs(spread(6, 0.03))),
    rightHand: at(spread(7, 0.025), spread(8, 0.04), Math.abs(spread(9, 0.03))),
  };
}

/** A move as one performer does it. */
export function asSomebody(
  move: (beat: number, seed: number, who: Personality) => Pose,
): (beat: number, seed: number) => Pose {
  return (beat, seed) => {
    const who = personality(seed);
    const pose = move(beat - who.late, seed, who);
    pose.head.roll += who.tilt;
    pose.left.wrist.add(who.leftHand);
    // Hands that meet stay together.
    pose.right.wrist.add(pose.left.shape === "heart" ? who.leftHand.clone().setX(-who.leftHand.x) : who.rightHand);
    return pose;
  };
}
