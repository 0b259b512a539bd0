/** Plain arrays of a mesh on its way into a file. Model units, arms in the generator's A-pose. */
import type { BufferGeometry } from "three";

export interface FlatMesh {
  /** Three numbers per vertex. */
  position: Float32Array;
  normal: Float32Array;
  /** Two numbers per vertex, v upwards as the drawings have it; null without a picture. */
  uv: Float32Array | null;
  /** Per vertex: first bone, second bone, share of the second. */
  bones: Float32Array;
  index: Uint32Array;
  /** Displacements by the name of the morph target, three numbers per vertex. */
  targets: ReadonlyMap<string, Float32Array>;
}

const copyOf = (geometry: BufferGeometry, name: string): Float32Array =>
  Float32Array.from(geometry.getAttribute(name).array);

export function flatten(geometry: BufferGeometry): FlatMesh {
  return {
    position: copyOf(geometry, "position"),
    normal: copyOf(geometry, "normal"),
    uv: geometry.hasAttribute("uv") ? copyOf(geometry, "uv") : null,
    bones: copyOf(geometry, "aBone"),
    index: Uint32Array.from(geometry.getIndex()?.array ?? []),
    targets: new Map(),
  };
}

/** What has to be added to `from` to get `to`. */
export const difference = (from: Float32Array, to: Float32Array): Float32Array =>
  from.map((value, k) => (to[k] ?? 0) - value);

/** The triangles of each group as a mesh of their own; `groupOf` gets the three vertices of a triangle. */
export function split(
  mesh: FlatMesh,
  groupOf: (corners: readonly [number, number, number]) => string,
): Map<string, FlatMesh> {
  const groups = new Map<string, number[]>();
  for (let k = 0; k < mesh.index.length; k += 3) {
    const corners = [mesh.index[k], mesh.index[k + 1], mesh.index[k + 2]] as [number, number, number];
    const group = groupOf(corners);
    const members = groups.get(group) ?? [];
    members.push(...corners);
    groups.set(group, members);
  }
  return new Map([...groups].map(([group, members]) => [group, pick(mesh, members)]));
}

/** The given triangles with only the vertices they use. */
function pick(mesh: FlatMesh, corners: readonly number[]): FlatMesh {
  const place = new Map<number, number>();
  for (const corner of corners) if (!place.has(corner)) place.set(corner, place.size);
  const kept = [...place.keys()];
  const gather = (values: Float32Array, size: number) => {
    const out = new Float32Array(kept.length * size);
    kept.forEach((vertex, k) => {
      out.set(values.subarray(vertex * size, (vertex + 1) * size), k * size);
    });
    return out;
  };
  return {
    position: gather(mesh.position, 3),
    normal: gather(mesh.normal, 3),
    uv: mesh.uv && gather(mesh.uv, 2),
    bones: gather(mesh.bones, 3),
    index: Uint32Array.from(corners, (corner) => place.get(corner) ?? 0),
    targets: new Map([...mesh.targets].map(([name, values]) => [name, gather(values, 3)])),
  };
}
