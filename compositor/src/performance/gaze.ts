/** Where head and eyes turn: towards the camera as far as a person would, the eyes doing the rest. */
import { Vector2, type Vector3 } from "three";
import type { Turn } from "./pose";

/** The most that head and neck turn after the camera, radians. */
const HEAD_YAW = 0.55;
const HEAD_PITCH = 0.28;
/** Share of the way that the head turns; the eyes take the rest. */
const HEAD_SHARE = 0.6;
/** Offset of the iris in its cell per radian, and its limit. */
export const IRIS_PER_RADIAN = 0.45;
const IRIS_LIMIT = new Vector2(0.17, 0.1);
/** Angles between head and camera, radians, up to which the eyes hold on to it and from which they do not look for it. */
const EYES_HOLD = 1.2;
const EYES_LOSE = 1.8;

export interface Gaze {
  /** Added to the motion's head turn. */
  head: Turn;
  /** Offset of the irises in their cell, x to the character's left. */
  iris: Vector2;
}

const clamp01 = (x: number): number => Math.min(1, Math.max(0, x));
const limit = (x: number, most: number): number => most * Math.tanh(x / most);

const wrapped = (angle: number): number => angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI));

/** Angles at which the camera is seen from the head, in the performer's own frame. */
function bearing(head: Vector3, camera: Vector3): { yaw: number; pitch: number } {
  const way = camera.clone().sub(head);
  return { yaw: Math.atan2(way.x, way.z), pitch: -Math.atan2(way.y, Math.hypot(way.x, way.z)) };
}

/**
 * @param headCentre model space
 * @param camera model space
 * @param already what the motion itself turns the head by, which the eyes make up for
 * @param facing the way that the body faces, radians
 */
export function gazeAt(headCentre: Vector3, camera: Vector3, already: Turn, facing = 0): Gaze {
  const { yaw: outside, pitch } = bearing(headCentre, camera);
  const yaw = wrapped(outside - facing);
  // A camera behind the performer is not looked at.
  const seen = Math.abs(yaw) < 1.9 ? 1 : Math.max(0, (2.4 - Math.abs(yaw)) / 0.5);
  const head = {
    yaw: limit(yaw * HEAD_SHARE, HEAD_YAW) * seen,
    pitch: limit(pitch * HEAD_SHARE, HEAD_PITCH) * seen,
    roll: 0,
  };
  // The eyes can still reach what the head has been turned to by the motion, over a shoulder.
  const left = wrapped(yaw - head.yaw - already.yaw);
  const reached = clamp01((EYES_LOSE - Math.abs(left)) / (EYES_LOSE - EYES_HOLD));
  const restYaw = left * reached * IRIS_PER_RADIAN;
  const restPitch = (pitch - head.pitch - already.pitch) * reached * IRIS_PER_RADIAN;
  return { head, iris: new Vector2(limit(restYaw, IRIS_LIMIT.x), -limit(restPitch, IRIS_LIMIT.y)) };
}
