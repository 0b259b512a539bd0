import * as THREE from "three";

/** A corner in the camera's axes (z away), and where it lies on its item. */
export interface Corner {
  at: THREE.Vector3;
  x: number;
  y: number;
}

/** Flat convex polygon, with what it is a piece of; or points of a body, which is never cut. */
export interface Piece<T> {
  of: T;
  corners: Corner[];
  body?: boolean;
}

/** Thinner than this, a polygon counts as touching a plane; pixels of the comp. */
const TOUCHING_PX = 0.02;

/**
 * Puts flat polygons into an order from back to front, cutting those that other polygons go through: a binary space
 * partition, seen from the origin. Pieces that lie in one plane keep the order they came in. A body that a polygon goes
 * through cuts all polygons at the distance of its own middle.
 */
export function fromFarToNear<T>(pieces: readonly Piece<T>[]): Piece<T>[] {
  const root = pieces.find(({ body, corners }) => !body && planeOf(corners));
  if (!root) return pieces.filter(({ body }) => body).sort((one, other) => depthOf(other) - depthOf(one));
  const itsPlane = planeOf(root.corners)!;
  const pierced = pieces.find((piece) => piece.body && liesOnBothSides(piece, itsPlane));
  const plane = pierced ? new THREE.Plane(new THREE.Vector3(0, 0, -1), depthOf(pierced)) : itsPlane;
  // The camera's side is the near one.
  if (plane.constant < 0) plane.negate();
  const near: Piece<T>[] = [];
  const far: Piece<T>[] = [];
  const within: Piece<T>[] = [];
  for (const piece of pieces) {
    if (piece === (pierced ?? root)) {
      within.push(piece);
      continue;
    }
    const distances = piece.corners.map((corner) => plane.distanceToPoint(corner.at));
    const before = distances.some((distance) => distance > TOUCHING_PX);
    const behind = distances.some((distance) => distance < -TOUCHING_PX);
    if (before && behind && piece.body) {
      (distances.reduce((sum, distance) => sum + distance) > 0 ? near : far).push(piece);
    } else if (before && behind) {
      near.push({ of: piece.of, corners: cut(piece.corners, distances, 1) });
      far.push({ of: piece.of, corners: cut(piece.corners, distances, -1) });
    } else (before ? near : behind ? far : within).push(piece);
  }
  return [...fromFarToNear(far), ...within, ...fromFarToNear(near)];
}

function liesOnBothSides({ corners }: Piece<unknown>, plane: THREE.Plane): boolean {
  const distances = corners.map(({ at }) => plane.distanceToPoint(at));
  return Math.min(...distances) < -TOUCHING_PX && Math.max(...distances) > TOUCHING_PX;
}

/** Distance of a piece's middle along the camera's axis. */
function depthOf({ corners }: Piece<unknown>): number {
  return corners.reduce((sum, { at }) => sum + at.z, 0) / corners.length;
}

function planeOf(corners: readonly Corner[]): THREE.Plane | null {
  const normal = new THREE.Vector3();
  const origin = corners[0]!.at;
  for (let index = 1; index + 1 < corners.length; index++) {
    const one = corners[index]!.at.clone().sub(origin);
    normal.add(one.cross(corners[index + 1]!.at.clone().sub(origin)));
  }
  if (normal.lengthSq() < 1e-12) return null;
  return new THREE.Plane().setFromNormalAndCoplanarPoint(normal.normalize(), origin);
}

/** The part of a polygon on one side of a plane; `distances` are its corners' from the plane. */
function cut(corners: readonly Corner[], distances: readonly number[], side: 1 | -1): Corner[] {
  const kept: Corner[] = [];
  for (const [index, corner] of corners.entries()) {
    const following = (index + 1) % corners.length;
    const [here, there] = [distances[index]! * side, distances[following]! * side];
    if (here >= 0) kept.push(corner);
    if (here > 0 !== there > 0 && here !== there && here !== 0 && there !== 0) {
      kept.push(between(corner, corners[following]!, here / (here - there)));
    }
  }
  return kept;
}

function between(one: Corner, other: Corner, share: number): Corner {
  const along = (from: number, to: number): number => from + (to - from) * share;
  return { at: one.at.clone().lerp(other.at, share), x: along(one.x, other.x), y: along(one.y, other.y) };
}
