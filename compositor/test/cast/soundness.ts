/** What every part of a performer must be: finite, with unit normals and whole bones, facing outwards. */
import { type BufferGeometry, Vector3 } from "three";
import { expect } from "vitest";
import type { MeshBuilder } from "../../src/cast/kit/mesh-builder";

/** The first index at which `bad` holds, -1 for none: one assertion per array keeps the suite fast. */
export const firstBad = (count: number, bad: (k: number) => boolean): number => {
  for (let k = 0; k < count; k++) if (bad(k)) return k;
  return -1;
};

export function expectSound(geometry: BufferGeometry): void {
  for (const [name, { array }] of Object.entries(geometry.attributes))
    expect(
      firstBad(array.length, (k) => !Number.isFinite(array[k])),
      `${name} is not finite`,
    ).toBe(-1);
  const n = geometry.getAttribute("normal").array;
  const notUnit = (k: number) => Math.abs(Math.hypot(n[3 * k] ?? 0, n[3 * k + 1] ?? 0, n[3 * k + 2] ?? 0) - 1) > 1e-3;
  expect(firstBad(n.length / 3, notUnit), "a normal is not of unit length").toBe(-1);
  const b = geometry.getAttribute("aBone").array;
  const noBone = (k: number) => (b[3 * k] ?? 99) > 16 || (b[3 * k + 1] ?? 99) > 16 || (b[3 * k + 2] ?? 2) > 1;
  expect(firstBad(b.length / 3, noBone), "a vertex hangs on no bone").toBe(-1);
}

export type Part = MeshBuilder["parts"][number];

/** Volume that a range of triangles encloses, positive when they face outwards (divergence theorem). */
export function signedVolume(geometry: BufferGeometry, part: Part): number {
  const p = geometry.getAttribute("position").array;
  const index = geometry.getIndex()?.array ?? [];
  const centre = [0, 0, 0].map((_, axis) => {
    let sum = 0;
    for (let k = 0; k < part.vertices; k++) sum += p[(part.firstVertex + k) * 3 + axis] ?? 0;
    return sum / part.vertices;
  });
  const at = (k: number, axis: number) => (p[(index[k] ?? 0) * 3 + axis] ?? 0) - (centre[axis] ?? 0);
  let volume = 0;
  for (let k = part.firstIndex; k < part.firstIndex + part.indices; k += 3)
    for (const [x, y, z] of [
      [0, 1, 2],
      [1, 2, 0],
      [2, 0, 1],
    ] as const)
      volume += (at(k, x) * (at(k + 1, y) * at(k + 2, z) - at(k + 1, z) * at(k + 2, y))) / 6;
  return volume;
}

/** Share of triangles whose face looks the way their vertices' normals do. */
function agreement(geometry: BufferGeometry, part: Part): number {
  const position = geometry.getAttribute("position");
  const normal = geometry.getAttribute("normal");
  const index = geometry.getIndex();
  const [a, b, c, n] = [new Vector3(), new Vector3(), new Vector3(), new Vector3()];
  let agreeing = 0;
  for (let k = part.firstIndex; k < part.firstIndex + part.indices; k += 3) {
    const [i, j, l] = [0, 1, 2].map((d) => index?.getX(k + d) ?? 0) as [number, number, number];
    a.fromBufferAttribute(position, i);
    b.fromBufferAttribute(position, j).sub(a);
    c.fromBufferAttribute(position, l).sub(a);
    n.fromBufferAttribute(normal, i);
    if (b.cross(c).dot(n) > 0) agreeing++;
  }
  return agreeing / (part.indices / 3);
}

/** Closed parts enclose a positive volume; open ones face the way their normals look. */
export function expectOutward(mesh: MeshBuilder): void {
  const geometry = mesh.build();
  mesh.parts.forEach((part, k) => {
    if (part.kind === "grid")
      expect(agreement(geometry, part), `grid ${k} faces against its normals`).toBeGreaterThan(0.85);
    else expect(signedVolume(geometry, part), `part ${k}, a ${part.kind}, is inside out`).toBeGreaterThan(0);
  });
}
