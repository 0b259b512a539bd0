import * as THREE from "three";
import type { Group, Item } from "../contract";
import { valueAt } from "../engine/tracks";
import type { Brushes } from "./materials";
import { cameraToClip, enlargement, flatToClip, worldToCamera } from "./projection";
import { contentBox, type Rasters } from "./rasters";

const DENSEST = 4;

/** Draws one comp into a picture of its own; comps inside it have a drawer each. */
export class GroupDrawer {
  private readonly targets = new Map<string, THREE.WebGLRenderTarget>();
  private readonly inner = new Map<Item, GroupDrawer>();

  constructor(
    private readonly renderer: THREE.WebGLRenderer,
    private readonly brushes: Brushes,
    private readonly rasters: Rasters,
    private readonly group: Group,
    private readonly id: string,
  ) {
    for (const [index, item] of group.items.entries()) {
      if (item.content.type !== "group") continue;
      this.inner.set(item, new GroupDrawer(renderer, brushes, rasters, item.content, `${id}.${index}`));
    }
  }

  /** Draws a frame at `density` pixels to the comp's pixel and returns the picture, premultiplied, top row first. */
  draw(frame: number, density: number): THREE.Texture {
    const { width, height } = this.group;
    const size: [number, number] = [
      Math.max(1, Math.round(width * density)),
      Math.max(1, Math.round(height * density)),
    ];
    let picture = this.cleared("a", size);
    let spare = "b";
    for (const item of this.inOrder(frame)) {
      const plain = item.blend === "normal" && !item.matte;
      if (plain) {
        this.drawItem(item, frame, picture, size);
        continue;
      }
      const own = this.cleared("item", size);
      this.drawItem(item, frame, own, size);
      const matte = item.matte && this.matte(item.matte.item, frame, size);
      const target = this.cleared(spare, size);
      this.renderer.setRenderTarget(target);
      const cut = item.matte && matte ? { ...item.matte, map: matte.texture } : null;
      this.brushes.lay(own.texture, picture.texture, item.blend, cut);
      spare = spare === "b" ? "a" : "b";
      picture = target;
    }
    return picture.texture;
  }

  dispose(): void {
    for (const target of this.targets.values()) target.dispose();
    for (const drawer of this.inner.values()) drawer.dispose();
  }

  private matte(index: number, frame: number, size: [number, number]): THREE.WebGLRenderTarget {
    const target = this.cleared("matte", size);
    const item = this.group.items[index]!;
    if (valueAt(item.opacity_track, frame) > 0) this.drawItem(item, frame, target, size);
    return target;
  }

  /** Items from back to front: neighbouring 3D items by their distance, anything else in its place. */
  private inOrder(frame: number): Item[] {
    const { items } = this.group;
    const seen = items.filter((item) => !item.matte_only && valueAt(item.opacity_track, frame) > 0);
    const toCamera = worldToCamera(this.group, frame);
    const ordered: Item[] = [];
    let bin: { item: Item; distance: number }[] = [];
    const flush = (): void => {
      bin.sort((one, other) => other.distance - one.distance);
      ordered.push(...bin.map(({ item }) => item));
      bin = [];
    };
    for (const item of seen) {
      if (item.three_d) bin.push({ item, distance: distanceOf(item, frame, toCamera) });
      else {
        flush();
        ordered.push(item);
      }
    }
    flush();
    return ordered;
  }

  private drawItem(item: Item, frame: number, target: THREE.WebGLRenderTarget, size: [number, number]): void {
    const { group } = this;
    const matrix = new THREE.Matrix4().fromArray(valueAt(item.matrix_track, frame));
    const opacity = valueAt(item.opacity_track, frame);
    const density = size[0] / group.width;
    const toClip = item.three_d
      ? cameraToClip(group, frame).multiply(worldToCamera(group, frame)).multiply(matrix)
      : flatToClip(group.width, group.height).multiply(matrix);
    if (item.content.type !== "group" && !item.three_d) {
      const raster = this.rasters.flat(item, frame, flatTransform(matrix, density), size[0], size[1]);
      this.renderer.setRenderTarget(target);
      if (raster) this.brushes.draw(raster.texture, raster.box, flatToClip(size[0], size[1]), opacity);
      return;
    }
    const box = contentBox(item, frame);
    if (!box) return;
    const corners: [number, number][] = [
      [box.x, box.y],
      [box.x + box.width, box.y],
      [box.x, box.y + box.height],
      [box.x + box.width, box.y + box.height],
    ];
    const wanted = Math.min(Math.max(density * enlargement(toClip, corners, group), 1 / 16), DENSEST);
    if (item.content.type === "group") {
      const texture = this.drawInner(item, frame, wanted);
      this.renderer.setRenderTarget(target);
      this.brushes.draw(texture, box, toClip, opacity);
      return;
    }
    const raster = this.rasters.local(item, frame, wanted * 2 ** (1 / 8));
    this.renderer.setRenderTarget(target);
    if (raster) this.brushes.draw(raster.texture, raster.box, toClip, opacity);
  }

  /** A comp inside this one, cut by the masks of its layer. */
  private drawInner(item: Item, frame: number, density: number): THREE.Texture {
    const content = item.content as Group;
    const drawer = this.inner.get(item)!;
    const texture = drawer.draw(frame, density);
    if (item.masks.length === 0) return texture;
    const id = `${this.id} ${this.group.items.indexOf(item)}`;
    const { width, height } = content;
    const mask = this.rasters.masks(id, item.masks, frame, width, height, density);
    this.brushes.draw(mask.texture, mask.box, flatToClip(width, height), 1, "mask");
    return texture;
  }

  private cleared(use: string, [width, height]: [number, number]): THREE.WebGLRenderTarget {
    const known = this.targets.get(use);
    const target = known ?? new THREE.WebGLRenderTarget(width, height, { depthBuffer: false });
    this.targets.set(use, target);
    if (target.width !== width || target.height !== height) target.setSize(width, height);
    this.renderer.setRenderTarget(target);
    this.renderer.setClearColor(0x000000, 0);
    this.renderer.clear(true, false, false);
    return target;
  }
}

function distanceOf(item: Item, frame: number, toCamera: THREE.Matrix4): number {
  const box = contentBox(item, frame);
  const centre = new THREE.Vector3(box ? box.x + box.width / 2 : 0, box ? box.y + box.height / 2 : 0, 0);
  const matrix = new THREE.Matrix4().fromArray(valueAt(item.matrix_track, frame));
  return Math.fround(centre.applyMatrix4(matrix).applyMatrix4(toCamera).z);
}

function flatTransform(matrix: THREE.Matrix4, density: number): DOMMatrix {
  const m = matrix.elements;
  const parts = [m[0]!, m[1]!, m[4]!, m[5]!, m[12]!, m[13]!];
  return new DOMMatrix(parts.map((part) => part * density));
}
