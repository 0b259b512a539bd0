/** What a motion says about one moment: the performer's attitude as plain numbers. */
import { Vector3 } from "three";

/** Shapes a hand can take (see the cast's hands). */
export type HandPose = "open" | "relaxed" | "microphone" | "peace" | "point" | "fist" | "heart";

/** Where a hand is and how it is turned; model units, in the chest's frame so that hands follow the body. */
export interface ArmPose {
  /** Wrist. */
  wrist: Vector3;
  /** Direction in which the elbow gives way. */
  elbow: Vector3;
  /** Direction of the fingers. */
  fingers: Vector3;
  /** Direction of the back of the hand. */
  back: Vector3;
  shape: HandPose;
}

/** Rotations in radians. Yaw is positive to the performer's left, pitch is positive downwards, roll to the right ear. */
export interface Turn {
  pitch: number;
  yaw: number;
  roll: number;
}

/** One foot, model units and radians; all 0 where it rests, flat on the floor. */
export interface FootPose {
  /** How far it is off its place: aside, up, ahead. */
  place: Vector3;
  /** How far it has turned with the body, around the performer's own axis. */
  facing: number;
  /** Angle of the sole: the heel comes off the floor, the ball stays. */
  heel: number;
}

export interface Pose {
  /** The way the whole body faces, radians to the performer's left of the way it stands. */
  facing: number;
  /** Displacement of the hips, model units. */
  hips: Vector3;
  hipsTurn: Turn;
  spine: Turn;
  chest: Turn;
  /** Of neck and head together. */
  head: Turn;
  left: ArmPose;
  right: ArmPose;
  leftFoot: FootPose;
  rightFoot: FootPose;
  microphone: boolean;
}

export const turn = (pitch = 0, yaw = 0, roll = 0): Turn => ({ pitch, yaw, roll });

export const at = (x: number, y: number, z: number): Vector3 => new Vector3(x, y, z);

export const foot = (x = 0, y = 0, z = 0, heel = 0, facing = 0): FootPose => ({ place: at(x, y, z), facing, heel });
