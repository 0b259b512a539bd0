/** Patches on the face: grids whose points are given on the face's map and carried onto its surface. */
import type { Vector3 } from "three";
import { BONE_INDEX, headToModel } from "../body/skeleton";
import { faceDepth, faceNormal } from "../head/surface";
import { vec } from "../kit/math";
import type { MeshBuilder } from "../kit/mesh-builder";
import type { FaceProportions } from "../types";
import { difference, type FlatMesh } from "./flat-mesh";

/** A point of a patch in head units: x to the character's left, y up, and its distance from the skin. */
export interface FacePoint {
  x: number;
  y: number;
  above: number;
  u: number;
  v: number;
}

/** Asked with column and row; the u and v of targets are not looked at. */
export type Grid = (column: number, row: number) => FacePoint;

export interface PatchSpec {
  columns: number;
  rows: number;
  at: Grid;
  /** The same grid in other states, by the name of the morph target. */
  targets?: ReadonlyMap<string, { face?: FaceProportions; at: Grid }>;
  /** Columns run to the character's right instead of the left. */
  mirrored?: boolean;
}

/** Columns run along x, rows downwards. */
export function buildPatch(face: FaceProportions, spec: PatchSpec): FlatMesh {
  const { columns, rows } = spec;
  const points = Array.from({ length: (columns + 1) * (rows + 1) }, (_, k) =>
    spec.at(k % (columns + 1), Math.floor(k / (columns + 1))),
  );
  const placed = points.map((point) => onFace(face, point));
  const position = Float32Array.from(placed.flatMap((p) => headToModel(p).toArray()));
  const normal = Float32Array.from(placed.flatMap((p) => faceNormal(p, slopeAt(face, p)).toArray()));
  const index: number[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const a = row * (columns + 1) + column;
      const below = a + columns + 1;
      if (spec.mirrored) index.push(a, a + 1, below, a + 1, below + 1, below);
      else index.push(a, below, a + 1, a + 1, below, below + 1);
    }
  const targets = new Map<string, Float32Array>();
  for (const [name, target] of spec.targets ?? []) {
    const moved = points.flatMap((_, k) => {
      const point = target.at(k % (columns + 1), Math.floor(k / (columns + 1)));
      return headToModel(onFace(target.face ?? face, point)).toArray();
    });
    targets.set(name, difference(position, Float32Array.from(moved)));
  }
  return {
    position,
    normal,
    uv: Float32Array.from(points.flatMap(({ u, v }) => [u, v])),
    bones: Float32Array.from(points.flatMap(() => [BONE_INDEX.head, BONE_INDEX.head, 0])),
    index: Uint32Array.from(index),
    targets,
  };
}

/** The face's own normal, measured over a short distance. */
function slopeAt(face: FaceProportions, { x, y }: Vector3): Vector3 {
  const h = 0.004;
  const depth = (dx: number, dy: number) => faceDepth(x + dx, Math.max(-0.49, y + dy), face);
  return vec(depth(-h, 0) - depth(h, 0), depth(0, -h) - depth(0, h), 2 * h).normalize();
}

function onFace(face: FaceProportions, { x, y, above }: FacePoint): Vector3 {
  return vec(x, y, faceDepth(x, Math.max(-0.49, y), face) + above);
}

/** Several meshes with the same morph targets as one. */
export function join(meshes: readonly FlatMesh[]): FlatMesh {
  const names = [...(meshes[0]?.targets.keys() ?? [])];
  const concat = (part: (mesh: FlatMesh) => Float32Array) => Float32Array.from(meshes.flatMap((m) => [...part(m)]));
  let first = 0;
  const index = meshes.flatMap((mesh) => {
    const moved = [...mesh.index].map((vertex) => vertex + first);
    first += mesh.position.length / 3;
    return moved;
  });
  return {
    position: concat((mesh) => mesh.position),
    normal: concat((mesh) => mesh.normal),
    uv: concat((mesh) => mesh.uv as Float32Array),
    bones: concat((mesh) => mesh.bones),
    index: Uint32Array.from(index),
    targets: new Map(names.map((name) => [name, concat((mesh) => mesh.targets.get(name) as Float32Array)])),
  };
}

/** Centre and half size, head units. */
export interface Place {
  x: number;
  y: number;
  halfWidth: number;
  halfHeight: number;
}

/**
 * Where the generator puts a drawing on a face: the first patch that `build` makes, on the character's left where there
 * are two. Asked for every point, so places are kept.
 */
export function placeOf(
  build: (face: FaceProportions, detail: number) => MeshBuilder,
): (face: FaceProportions) => Place {
  const known = new WeakMap<FaceProportions, Place>();
  return (face) => {
    const place = known.get(face) ?? measured(build(face, 0.5));
    known.set(face, place);
    return place;
  };
}

function measured(patches: MeshBuilder): Place {
  const [{ firstVertex = 0, vertices = 0 } = {}] = patches.parts;
  const position = patches.build().getAttribute("position");
  const range = (axis: number) => {
    const values = Array.from({ length: vertices }, (_, k) => position.getComponent(firstVertex + k, axis));
    return [Math.min(...values), Math.max(...values)] as const;
  };
  const [[left, right], [low, high]] = [range(0), range(1)];
  return { x: (left + right) / 2, y: (low + high) / 2, halfWidth: (right - left) / 2, halfHeight: (high - low) / 2 };
}
