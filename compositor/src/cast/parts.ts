/** Keeps the meshes of one performer together: puts them under its root, draws their ink, frees them. */
import { type BufferGeometry, type Group, type Material, Mesh, type Texture } from "three";
import type { RigUniforms } from "./materials/rig-uniforms";
import { createOutlineMaterial, type OutlineOptions } from "./materials/toon";

/** Order of drawing within a performer: near parts first, so that hidden ones are not shaded; then ink, then drawings. */
export const DRAW_ORDER = {
  hands: -9,
  hair: -8,
  head: -7,
  upperBody: -6,
  lowerBody: -5,
  ink: -4,
  hairShadow: 1,
  mouth: 2,
  eyes: 3,
  eyesThrough: 4,
  browsThrough: 5,
  lenses: 6,
} as const;

/** A pose moves vertices out of the sphere they rest in by at most this much, model units. */
const REACH = 1.3;

export interface SolidOptions {
  name: string;
  order: number;
  /** Ink lines; left out, none. */
  outline?: OutlineOptions;
}

export class Parts {
  private readonly disposables = new Set<BufferGeometry | Material | Texture>();

  constructor(
    readonly root: Group,
    readonly rig: RigUniforms,
  ) {}

  /** Adds a mesh and, if asked for, its ink hull (second in the result). */
  solid(geometry: BufferGeometry, material: Material, options: SolidOptions): Mesh[] {
    this.loosen(geometry);
    const meshes = [this.mesh(geometry, material, options.name, options.order)];
    if (options.outline)
      meshes.push(
        this.mesh(geometry, createOutlineMaterial(this.rig, options.outline), `${options.name}-ink`, DRAW_ORDER.ink),
      );
    return meshes;
  }

  /** Adds a blended mesh without ink. */
  decal(geometry: BufferGeometry, material: Material, name: string, order: number): Mesh {
    this.loosen(geometry);
    return this.mesh(geometry, material, name, order);
  }

  /** Has `thing` freed together with the performer. */
  own<T extends BufferGeometry | Material | Texture>(thing: T): T {
    this.disposables.add(thing);
    return thing;
  }

  dispose(): void {
    this.root.removeFromParent();
    this.root.clear();
    for (const thing of this.disposables) thing.dispose();
    this.disposables.clear();
  }

  private mesh(geometry: BufferGeometry, material: Material, name: string, order: number): Mesh {
    const mesh = new Mesh(this.own(geometry), this.own(material));
    mesh.name = name;
    mesh.renderOrder = order;
    mesh.matrixAutoUpdate = false;
    this.root.add(mesh);
    return mesh;
  }

  /** Widens the bounding sphere so that culling holds in every pose. */
  private loosen(geometry: BufferGeometry): void {
    if (geometry.userData.loosened) return;
    geometry.userData.loosened = true;
    if (!geometry.boundingSphere) geometry.computeBoundingSphere();
    const sphere = geometry.boundingSphere;
    if (!sphere || !Number.isFinite(sphere.radius)) throw new Error("a part of the performer has broken vertices");
    sphere.radius += REACH;
  }
}
