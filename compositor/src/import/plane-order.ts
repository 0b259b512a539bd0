import * as THREE from "three";

/** A corner in the camera's axes (z away), and where it lies on its item. */
export interface Corner {
  at: THREE.Vector3;
  x: number;
  y: number;
}

/** Flat convex polygon, with what it is a piece of. */
export interface Piece<T> {
  of: T;
  corners: Corner[];
}

/** Thinner than this, a polygon counts as touching a plane; pixels of the comp. */
const TOUCHING_PX = 0.02;

/**
 * Puts flat polygons into an order from back to front, cutting those that other polygons go through: a binary space
 * partition, seen from the origin. Pieces that lie in one plane keep the order they came in.
 */
export function fromFarToNear<T>(pieces: readonly Piece<T>[]): Piece<T>[] {
  const [first, ...others] = pieces;
  if (!first) return [];
  const plane = planeOf(first.corners);
  if (!plane) return fromFarToNear(others);
  // The camera's side is the near one.
  if (plane.constant < 0) plane.negate();
  const near: Piece<T>[] = [];
  const far: Piece<T>[] = [];
  const within = [first];
  for (const piece of others) {
    const distances = piece.corners.map((corner) => plane.distanceToPoint(corner.at));
    const before = distances.some((distance) => distance > TOUCHING_PX);
    const behind = distances.some((distance) => distance < -TOUCHING_PX);
    if (before && behind) {
      near.push({ of: piece.of, corners: cut(piece.corners, distances, 1) });
      far.push({ of: piece.of, corners: cut(piece.corners, distances, -1) });
    } else (before ? near : behind ? far : within).push(piece);
  }
  return [...fromFarToNear(far), ...within, ...fromFarToNear(near)];
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
