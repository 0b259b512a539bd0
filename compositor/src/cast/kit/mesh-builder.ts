/** Grows one triangle mesh out of lofted grids, tapered sweeps and spheres. No DOM, no GPU, deterministic. */
import { BufferAttribute, BufferGeometry, CatmullRomCurve3, Quaternion, Sphere, type Vector3 } from "three";
import type { Rgb } from "./math";
import { clamp, vec } from "./math";

/** Two bones and the share of the second: `[first, second, weight of second]`. */
export type BoneWeights = readonly [number, number, number];

/** What the shaders know of a vertex besides its place. */
export interface VertexStyle {
  /** Colour in the light. */
  base: Rgb;
  /** Colour in the shade. */
  shade: Rgb;
  /** Width of the ink line, 0 none to 1 full. Default 1. */
  outline?: number;
  /** Added to the light term before the ramp; negative darkens. Default 0. */
  bias?: number;
  /** Hair only: place along the strand 0..1, across it -1..1, random number of the strand 0..1. */
  strand?: readonly [number, number, number];
  bones?: BoneWeights;
  /** Hair and cloth: how far the vertex follows the sway, 0 fixed to 1 free. */
  sway?: number;
  /** Long hems: share of the vertex's motion that is the shins', 0 to 1. */
  hem?: number;
}

export interface GridPoint extends VertexStyle {
  position: Vector3;
  /** Unit normal; left out, it is measured on the grid. */
  normal?: Vector3;
  /** Changes the measured normal (edited normals of toon faces). */
  editNormal?: (measured: Vector3) => Vector3;
  u?: number;
  v?: number;
}

export interface GridOptions {
  /** The first and the last column coincide. */
  closed?: boolean;
  /** Faces look against du x dv. */
  flip?: boolean;
  /** Keep the given counts whatever the level of detail. */
  exact?: boolean;
}

export interface SweepOptions {
  segments?: number;
  sides?: number;
  /** Half width and half thickness at `t` 0..1 along the path and angle around it. */
  radius: (t: number, angle: number) => readonly [number, number];
  /** Direction of the thickness; left out, it is carried along the path. */
  up?: (t: number, point: Vector3) => Vector3;
  style: (t: number, across: number, point: Vector3) => VertexStyle;
  editNormal?: (normal: Vector3, point: Vector3, t: number) => Vector3;
  /** Angles of the cross-section in radians, first and last 2 pi apart; left out, `sides` even ones. */
  angles?: readonly number[];
  exact?: boolean;
}

/** A range of vertices and triangles that was made by one call, for tests. */
export interface Part {
  kind: "grid" | "sweep" | "sphere";
  firstVertex: number;
  vertices: number;
  firstIndex: number;
  indices: number;
}

export interface BuildOptions {
  /** Write the `uv` attribute. */
  uv?: boolean;
  /** Write the hair attributes `aStrand` and `aSway`. */
  strand?: boolean;
  /** Write `aSway` for cloth that gives way to the body's motion. */
  sway?: boolean;
  /** Write `aHem` for cloth that reaches down to the feet. */
  hem?: boolean;
  /** Uniform scale, then offset, of all positions. */
  scale?: number;
  offset?: Vector3;
}

/** Triangles thinner than this area (square units, doubled) are left out: they are the poles of spheres and tips. */
const SMALLEST_AREA = 1e-9;

export class MeshBuilder {
  readonly parts: Part[] = [];
  private readonly positions: number[] = [];
  private readonly normals: number[] = [];
  private readonly uvs: number[] = [];
  private readonly bases: number[] = [];
  private readonly shades: number[] = [];
  private readonly tunes: number[] = [];
  private readonly strands: number[] = [];
  private readonly sways: number[] = [];
  private readonly hems: number[] = [];
  private readonly bones: number[] = [];
  private readonly indices: number[] = [];

  /** @param detail scale of all segment counts: 1 = close-up */
  constructor(readonly detail = 1) {}

  get vertexCount(): number {
    return this.positions.length / 3;
  }

  get triangleCount(): number {
    return this.indices.length / 3;
  }

  /** A segment count at this builder's level of detail. */
  count(full: number, least = 3): number {
    return Math.max(least, Math.round(full * this.detail));
  }

  /** Adds a grid of `columns` x `rows` quads; `point(u, v)` is asked with u and v in 0..1. */
  grid(columns: number, rows: number, point: (u: number, v: number) => GridPoint, options: GridOptions = {}): void {
    const nu = options.exact ? columns : this.count(columns);
    const nv = options.exact ? rows : this.count(rows, Math.min(rows, 2));
    const points: GridPoint[] = [];
    for (let j = 0; j <= nv; j++) for (let i = 0; i <= nu; i++) points.push(point(i / nu, j / nv));
    this.addGrid(nu, nv, points, options, "grid");
  }

  /** Adds a tube along a smooth path through `path`. */
  sweep(path: readonly Vector3[], options: SweepOptions): void {
    const segments = options.exact ? (options.segments ?? 12) : this.count(options.segments ?? 12, 3);
    const sides = options.exact ? (options.sides ?? 8) : this.count(options.sides ?? 8, 4);
    const line = new CatmullRomCurve3([...path], false, "centripetal").getPoints(segments);
    const angles = options.angles ?? Array.from({ length: sides + 1 }, (_, i) => (i / sides) * Math.PI * 2);
    const points: GridPoint[] = [];
    let carried: Vector3 | undefined;
    for (let j = 0; j <= segments; j++) {
      const t = j / segments;
      const centre = line[j] ?? vec(0, 0, 0);
      const tangent = (line[Math.min(segments, j + 1)] ?? centre)
        .clone()
        .sub(line[Math.max(0, j - 1)] ?? centre)
        .normalize();
      const hint = options.up?.(t, centre) ?? carried ?? (Math.abs(tangent.y) > 0.9 ? vec(0, 0, 1) : vec(0, 1, 0));
      const up = hint.clone().addScaledVector(tangent, -tangent.dot(hint));
      if (up.lengthSq() < 1e-8) up.set(1, 0, 0).addScaledVector(tangent, -tangent.x);
      up.normalize();
      carried = up;
      const side = tangent.clone().cross(up).normalize();
      for (const angle of angles) {
        const [wide, thick] = options.radius(t, angle);
        const across = Math.cos(angle);
        const out = Math.sin(angle);
        const position = centre
          .clone()
          .addScaledVector(side, across * wide)
          .addScaledVector(up, out * thick);
        const normal = side
          .clone()
          .multiplyScalar(across / Math.max(wide, 1e-4))
          .addScaledVector(up, out / Math.max(thick, 1e-4));
        if (normal.lengthSq() < 1e-10) normal.copy(up);
        normal.normalize();
        const edited = options.editNormal?.(normal, position, t) ?? normal;
        points.push({ position, normal: edited, ...options.style(t, across, position) });
      }
    }
    this.addGrid(angles.length - 1, segments, points, { closed: true, flip: true }, "sweep");
  }

  /** Adds an ellipsoid with radii in `radius`. */
  ellipsoid(
    centre: Vector3,
    radius: Vector3,
    style: VertexStyle,
    columns = 14,
    rows = 10,
    edit?: (normal: Vector3, position: Vector3) => Vector3,
  ): void {
    this.sphere(columns, rows, (direction) => {
      const position = direction.clone().multiply(radius).add(centre);
      const normal = direction.clone().divide(radius).normalize();
      return { position, normal: edit?.(normal, position) ?? normal, ...style };
    });
  }

  /**
   * Adds a sphere whose pole looks along `axis`. Its strand is (turn around the axis, angle from it, `random`), each
   * 0 to 1, so that a spiral in the shader winds into a curl.
   */
  curl(
    centre: Vector3,
    radius: number,
    axis: Vector3,
    style: VertexStyle,
    columns = 11,
    rows = 8,
    edit?: (normal: Vector3, position: Vector3) => Vector3,
    random = 0.5,
  ): void {
    const turn = new Quaternion().setFromUnitVectors(vec(0, 1, 0), axis);
    this.sphere(columns, rows, (direction, u, v) => {
      const normal = direction.applyQuaternion(turn);
      const position = centre.clone().addScaledVector(normal, radius);
      return { position, normal: edit?.(normal, position) ?? normal, strand: [u, v, random], ...style };
    });
  }

  /** Reflects everything made so far in the plane z = 0. */
  mirrorZ(): void {
    for (let k = 2; k < this.positions.length; k += 3) {
      this.positions[k] = -(this.positions[k] ?? 0);
      this.normals[k] = -(this.normals[k] ?? 0);
    }
    for (let k = 0; k < this.indices.length; k += 3) {
      const second = this.indices[k + 1] ?? 0;
      this.indices[k + 1] = this.indices[k + 2] ?? 0;
      this.indices[k + 2] = second;
    }
  }

  build(options: BuildOptions = {}): BufferGeometry {
    const geometry = new BufferGeometry();
    const set = (name: string, values: number[], size: number) =>
      geometry.setAttribute(name, new BufferAttribute(new Float32Array(values), size));
    const { scale = 1, offset = vec(0, 0, 0) } = options;
    const placed = this.positions.map((value, k) => value * scale + offset.getComponent(k % 3));
    set("position", placed, 3);
    set("normal", this.normals, 3);
    set("aBase", this.bases, 3);
    set("aShade", this.shades, 3);
    set("aTune", this.tunes, 2);
    set("aBone", this.bones, 3);
    if (options.uv) set("uv", this.uvs, 2);
    if (options.strand) set("aStrand", this.strands, 3);
    if (options.strand || options.sway) set("aSway", this.sways, 1);
    if (options.hem) set("aHem", this.hems, 1);
    geometry.setIndex(new BufferAttribute(new Uint32Array(this.indices), 1));
    geometry.boundingSphere = new Sphere();
    geometry.computeBoundingSphere();
    return geometry;
  }

  private sphere(columns: number, rows: number, point: (direction: Vector3, u: number, v: number) => GridPoint): void {
    const nu = this.count(columns, 5);
    const nv = this.count(rows, 4);
    const points: GridPoint[] = [];
    for (let j = 0; j <= nv; j++)
      for (let i = 0; i <= nu; i++) {
        const around = (i / nu) * Math.PI * 2;
        const down = (j / nv) * Math.PI;
        points.push(
          point(
            vec(Math.sin(down) * Math.sin(around), Math.cos(down), Math.sin(down) * Math.cos(around)),
            i / nu,
            j / nv,
          ),
        );
      }
    this.addGrid(nu, nv, points, { closed: true, flip: true }, "sphere");
  }

  private addGrid(nu: number, nv: number, points: GridPoint[], options: GridOptions, kind: Part["kind"]): void {
    const firstVertex = this.vertexCount;
    const firstIndex = this.indices.length;
    const position = (i: number, j: number): Vector3 => {
      const column = options.closed ? (i + nu) % nu : clamp(i, 0, nu);
      return points[clamp(j, 0, nv) * (nu + 1) + column]?.position ?? vec(0, 0, 0);
    };
    const measured = (i: number, j: number): Vector3 => {
      const along = position(i + 1, j)
        .clone()
        .sub(position(i - 1, j));
      const down = position(i, j + 1)
        .clone()
        .sub(position(i, j - 1));
      if (along.lengthSq() < 1e-12) {
        const neighbour = j < nv / 2 ? j + 1 : j - 1;
        along.copy(position(i + 1, neighbour)).sub(position(i - 1, neighbour));
      }
      const normal = along.cross(down);
      if (options.flip) normal.negate();
      return normal.lengthSq() < 1e-14 ? normal.set(0, j < nv / 2 ? 1 : -1, 0) : normal.normalize();
    };
    for (let j = 0; j <= nv; j++)
      for (let i = 0; i <= nu; i++) {
        const point = points[j * (nu + 1) + i];
        if (!point) continue;
        const normal = point.normal ?? measured(i, j);
        this.addVertex(point, point.editNormal ? point.editNormal(normal) : normal, i / nu, j / nv);
      }
    for (let j = 0; j < nv; j++)
      for (let i = 0; i < nu; i++) {
        const a = firstVertex + j * (nu + 1) + i;
        const d = a + nu + 1;
        if (options.flip) {
          this.addTriangle(a, d, a + 1);
          this.addTriangle(a + 1, d, d + 1);
        } else {
          this.addTriangle(a, a + 1, d);
          this.addTriangle(a + 1, d + 1, d);
        }
      }
    this.parts.push({
      kind,
      firstVertex,
      vertices: this.vertexCount - firstVertex,
      firstIndex,
      indices: this.indices.length - firstIndex,
    });
  }

  private addVertex(point: GridPoint, normal: Vector3, u: number, v: number): void {
    this.positions.push(point.position.x, point.position.y, point.position.z);
    this.normals.push(normal.x, normal.y, normal.z);
    this.uvs.push(point.u ?? u, point.v ?? v);
    this.bases.push(...point.base);
    this.shades.push(...point.shade);
    this.tunes.push(point.outline ?? 1, point.bias ?? 0);
    this.strands.push(...(point.strand ?? [0, 0, 0]));
    this.sways.push(point.sway ?? 0);
    this.hems.push(point.hem ?? 0);
    this.bones.push(...(point.bones ?? [0, 0, 0]));
  }

  private addTriangle(a: number, b: number, c: number): void {
    const p = (index: number, axis: number) => this.positions[index * 3 + axis] ?? 0;
    const e = [0, 1, 2].map((k) => p(b, k) - p(a, k));
    const f = [0, 1, 2].map((k) => p(c, k) - p(a, k));
    const [ex = 0, ey = 0, ez = 0] = e;
    const [fx = 0, fy = 0, fz = 0] = f;
    const area = Math.hypot(ey * fz - ez * fy, ez * fx - ex * fz, ex * fy - ey * fx);
    if (area > SMALLEST_AREA) this.indices.push(a, b, c);
  }
}
