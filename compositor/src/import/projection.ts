import * as THREE from "three";
import type { Group } from "../contract";
import { valueAt } from "../engine/tracks";
import type { Box } from "./paint";

const NEAR_PX = 1;
/** What After Effects gives a comp without a camera: 50 mm on 36 mm film as wide as the comp. */
const DEFAULT_ZOOM_PER_WIDTH = 50 / 36;

/** Pixels of a comp (x right, y down) to clip space, the top row first: what is drawn lies in memory as pictures do. */
export function flatToClip(width: number, height: number): THREE.Matrix4 {
  return new THREE.Matrix4().set(2 / width, 0, 0, -1, 0, 2 / height, 0, -1, 0, 0, 0, 0, 0, 0, 0, 1);
}

/** Camera to world and zoom of the camera by which flat items are at their own size. */
export function defaultCamera({ width, height }: Group): [THREE.Matrix4, number] {
  const zoom_px = width * DEFAULT_ZOOM_PER_WIDTH;
  return [new THREE.Matrix4().makeTranslation(width / 2, height / 2, -zoom_px), zoom_px];
}

/** Clip space of a comp to clip space of a part of it. */
export function intoBox({ x, y, width, height }: Box, comp: { width: number; height: number }): THREE.Matrix4 {
  return new THREE.Matrix4().set(
    ...([comp.width / width, 0, 0, (comp.width - 2 * x) / width - 1] as const),
    ...([0, comp.height / height, 0, (comp.height - 2 * y) / height - 1] as const),
    ...([0, 0, 1, 0] as const),
    ...([0, 0, 0, 1] as const),
  );
}

/** The world of a comp (z away) to the camera's axes. */
export function worldToCamera(group: Group, frame: number): THREE.Matrix4 {
  return new THREE.Matrix4().fromArray(valueAt(group.camera.matrix_track, frame)).invert();
}

/** The camera's axes to clip space: u = width / 2 + zoom x / z, v = height / 2 + zoom y / z. */
export function cameraToClip(group: Group, frame: number): THREE.Matrix4 {
  const zoom = valueAt(group.camera.zoom_px_track, frame);
  const { width, height } = group;
  return new THREE.Matrix4().set(
    ...([(2 * zoom) / width, 0, 0, 0] as const),
    ...([0, (2 * zoom) / height, 0, 0] as const),
    ...([0, 0, 1, -2 * NEAR_PX] as const),
    ...([0, 0, 1, 0] as const),
  );
}

/** Where a point of an item lands in its comp, in the comp's pixels, and how far away (w); null behind the camera. */
export function project(toClip: THREE.Matrix4, x: number, y: number, group: Group): [number, number, number] | null {
  const point = new THREE.Vector4(x, y, 0, 1).applyMatrix4(toClip);
  if (point.w <= 0) return null;
  return [((point.x / point.w + 1) / 2) * group.width, ((point.y / point.w + 1) / 2) * group.height, point.w];
}

/** How many pixels of the comp one pixel of the item covers at most, at the given points of the item. */
export function enlargement(toClip: THREE.Matrix4, points: readonly [number, number][], group: Group): number {
  let largest = 0;
  for (const [x, y] of points) {
    const at = project(toClip, x, y, group);
    const right = project(toClip, x + 1, y, group);
    const below = project(toClip, x, y + 1, group);
    if (!at || !right || !below) return Number.POSITIVE_INFINITY;
    largest = Math.max(largest, Math.hypot(right[0] - at[0], right[1] - at[1]));
    largest = Math.max(largest, Math.hypot(below[0] - at[0], below[1] - at[1]));
  }
  return largest;
}
