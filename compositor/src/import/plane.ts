import type * as THREE from "three";
import type { Box } from "./paint";
import type { Targets } from "./targets";

/** A picture, premultiplied, top row first, of a rectangle of an item's or a comp's pixels. */
export interface Plane {
  target: THREE.WebGLRenderTarget;
  box: Box;
  /** Texels to the pixel. */
  density: number;
}

const LARGEST_TEXELS = 4096;

/** An empty plane, bound, that holds `box` and is no larger than can be drawn. */
export function takePlane(targets: Targets, box: Box, density: number, deep = true): Plane {
  const fitted = Math.min(density, LARGEST_TEXELS / Math.max(box.width, box.height, 1));
  const width = Math.max(1, Math.ceil(box.width * fitted - 1e-6));
  const height = Math.max(1, Math.ceil(box.height * fitted - 1e-6));
  const held = { x: box.x, y: box.y, width: width / fitted, height: height / fitted };
  return { target: targets.take(width, height, deep), box: held, density: fitted };
}

/** A box with room around it, in whole texels so that nothing is resampled. */
export function roomAround(box: Box, density: number, left: number, top = left, right = left, bottom = top): Box {
  const [l, t, r, b] = [left, top, right, bottom].map((side) => Math.ceil(Math.max(side, 0) * density) / density);
  return { x: box.x - l!, y: box.y - t!, width: box.width + l! + r!, height: box.height + t! + b! };
}

/** The smallest box of whole texels, counted from 0, that holds `box` and `border` texels around it. */
export function onGrid(box: Box, density: number, border: number): Box {
  const [x, y] = [Math.floor(box.x * density) - border, Math.floor(box.y * density) - border];
  const right = Math.ceil((box.x + box.width) * density) + border;
  const bottom = Math.ceil((box.y + box.height) * density) + border;
  return { x: x / density, y: y / density, width: (right - x) / density, height: (bottom - y) / density };
}

export function intersection(one: Box, other: Box): Box | null {
  const [x, y] = [Math.max(one.x, other.x), Math.max(one.y, other.y)];
  const right = Math.min(one.x + one.width, other.x + other.width);
  const bottom = Math.min(one.y + one.height, other.y + other.height);
  return right > x && bottom > y ? { x, y, width: right - x, height: bottom - y } : null;
}

/** The smallest box around some points. */
export function around(points: readonly (readonly [number, number])[]): Box {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
