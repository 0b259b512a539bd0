import * as THREE from "three";

/** What the stage's shader does with a face: see shaders/stage.frag.glsl. */
export const STRUCTURE = 0;
export const GLOSS = 1;
/** Strips glow in the set's colour 0 to 3. */
export const strip = (colour: number): number => 2 + colour;

type Point = readonly [number, number, number];

/** Collects flat faces of one kind each into one geometry. */
export class Solids {
  private readonly positions: number[] = [];
  private readonly normals: number[] = [];
  private readonly kinds: number[] = [];
  private readonly along: number[] = [];

  /** A quad seen from the side on which `a b c d` run counter-clockwise; `from`, `to` count along a light strip. */
  quad(a: Point, b: Point, c: Point, d: Point, kind: number, from = 0, to = 0): void {
    const edge1 = new THREE.Vector3().subVectors(new THREE.Vector3(...b), new THREE.Vector3(...a));
    const edge2 = new THREE.Vector3().subVectors(new THREE.Vector3(...d), new THREE.Vector3(...a));
    const normal = edge1.cross(edge2).normalize();
    const corners: [Point, number][] = [
      [a, from],
      [b, to],
      [c, to],
      [a, from],
      [c, to],
      [d, from],
    ];
    for (const [point, along] of corners) {
      this.positions.push(...point);
      this.normals.push(normal.x, normal.y, normal.z);
      this.kinds.push(kind);
      this.along.push(along);
    }
  }

  /** A box from `low` to `high`; `top` is the kind of its upper face. */
  box([x0, y0, z0]: Point, [x1, y1, z1]: Point, kind: number, top = kind): void {
    this.quad([x0, y1, z1], [x1, y1, z1], [x1, y1, z0], [x0, y1, z0], top, x0, x1);
    this.quad([x0, y0, z0], [x1, y0, z0], [x1, y0, z1], [x0, y0, z1], kind, x0, x1);
    this.quad([x0, y0, z1], [x1, y0, z1], [x1, y1, z1], [x0, y1, z1], kind, x0, x1);
    this.quad([x1, y0, z0], [x0, y0, z0], [x0, y1, z0], [x1, y1, z0], kind, x1, x0);
    this.quad([x1, y0, z1], [x1, y0, z0], [x1, y1, z0], [x1, y1, z1], kind, z1, z0);
    this.quad([x0, y0, z0], [x0, y0, z1], [x0, y1, z1], [x0, y1, z0], kind, z0, z1);
  }

  /** A square bar of `thickness` between two points. */
  bar(from: Point, to: Point, thickness: number, kind: number): void {
    const start = new THREE.Vector3(...from);
    const axis = new THREE.Vector3(...to).sub(start);
    const helper = Math.abs(axis.y) > 0.9 * axis.length() ? new THREE.Vector3(1, 0, 0) : new THREE.Vector3(0, 1, 0);
    const u = new THREE.Vector3().crossVectors(axis, helper).setLength(thickness / 2);
    const v = new THREE.Vector3().crossVectors(axis, u).setLength(thickness / 2);
    const corner = (end: number, su: number, sv: number): Point =>
      start.clone().addScaledVector(axis, end).addScaledVector(u, su).addScaledVector(v, sv).toArray();
    const round = [
      [1, 1],
      [-1, 1],
      [-1, -1],
      [1, -1],
    ] as const;
    for (let i = 0; i < 4; i++) {
      const [pu, pv] = round[i]!;
      const [qu, qv] = round[(i + 1) % 4]!;
      this.quad(corner(0, pu, pv), corner(0, qu, qv), corner(1, qu, qv), corner(1, pu, pv), kind, 0, axis.length());
    }
  }

  build(): THREE.BufferGeometry {
    const geometry = new THREE.BufferGeometry();
    geometry.setAttribute("position", new THREE.Float32BufferAttribute(this.positions, 3));
    geometry.setAttribute("normal", new THREE.Float32BufferAttribute(this.normals, 3));
    geometry.setAttribute("aKind", new THREE.Float32BufferAttribute(this.kinds, 1));
    geometry.setAttribute("aAlong", new THREE.Float32BufferAttribute(this.along, 1));
    return geometry;
  }
}
