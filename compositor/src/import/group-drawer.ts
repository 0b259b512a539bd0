import * as THREE from "three";
import type { Group, Item } from "../contract";
import { valueAt } from "../engine/tracks";
import type { Guests } from "./guests";
import { type Brushes, cornersOf } from "./materials";
import type { Box } from "./paint";
import { type Corner, fromFarToNear, type Piece } from "./plane-order";
import { cameraToClip, enlargement, flatToClip, worldToCamera } from "./projection";
import { contentBox, type Rasters } from "./rasters";

const DENSEST = 4;
const COARSEST = 1 / 16;
/** Drawn around a picture, so that its edge fades out over its own transparent border. */
const BORDER_PX = 2;

/** Width and height in pixels. */
type Size = [number, number];

/** An item to draw, or the part of one that another 3D item does not cut off. */
interface Part {
  item: Item;
  corners?: readonly Corner[];
}

/** Draws one comp into a picture of its own; comps inside it have a drawer each. */
export class GroupDrawer {
  private readonly targets = new Map<string, THREE.WebGLRenderTarget>();
  private readonly inner = new Map<Item, GroupDrawer>();
  /** Pictures of comps inside this one, of the frame that is being drawn. */
  private readonly innerDrawn = new Map<Item, THREE.Texture>();

  constructor(
    private readonly renderer: THREE.WebGLRenderer,
    private readonly brushes: Brushes,
    private readonly rasters: Rasters,
    private readonly guests: Guests,
    private readonly group: Group,
    private readonly id: string,
  ) {
    for (const [index, item] of group.items.entries()) {
      if (item.content.type !== "group") continue;
      this.inner.set(item, new GroupDrawer(renderer, brushes, rasters, guests, item.content, `${id}.${index}`));
    }
  }

  /** Draws a frame at `density` pixels to the comp's pixel and returns the picture, premultiplied, top row first. */
  draw(frame: number, density: number): THREE.Texture {
    const { width, height } = this.group;
    const size: Size = [Math.max(1, Math.round(width * density)), Math.max(1, Math.round(height * density))];
    let picture = this.cleared("a", size);
    let spare = "b";
    this.innerDrawn.clear();
    for (const part of this.inOrder(frame, size)) {
      const { item } = part;
      if (item.blend === "normal" && !item.matte) {
        this.drawItem(part, frame, picture, size);
        continue;
      }
      const own = this.cleared("item", size);
      this.drawItem(part, frame, own, size);
      const matte = item.matte && this.matte(item.matte.item, frame, size);
      const target = this.cleared(spare, size);
      const cut = item.matte && matte ? { ...item.matte, map: matte.texture } : null;
      this.renderer.setRenderTarget(target);
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

  private matte(index: number, frame: number, size: Size): THREE.WebGLRenderTarget {
    const target = this.cleared("matte", size);
    const item = this.group.items[index]!;
    if (valueAt(item.opacity_track, frame) > 0) this.drawItem({ item }, frame, target, size);
    return target;
  }

  /** What is seen, from back to front: neighbouring 3D items by depth, cut where they cross; others in their place. */
  private inOrder(frame: number, size: Size): Part[] {
    const ordered: Part[] = [];
    let bin: Piece<Item>[] = [];
    const flush = (): void => {
      const pieces = bin.length > 1 ? fromFarToNear(bin) : bin;
      ordered.push(...pieces.map(({ of, corners }) => ({ item: of, corners })));
      bin = [];
    };
    for (const item of this.group.items) {
      if (item.matte_only || !(valueAt(item.opacity_track, frame) > 0)) continue;
      if (!item.three_d) {
        flush();
        ordered.push({ item });
        continue;
      }
      const piece = this.piece(item, frame, size);
      if (piece) bin.push(piece);
    }
    flush();
    return ordered;
  }

  /** All of a 3D item as a polygon; an actor as the line from its feet to its head. */
  private piece(item: Item, frame: number, size: Size): Piece<Item> | null {
    if (item.content.type === "actor") return this.guests.actor(item)?.piece(frame) ?? null;
    const box = this.boxOf(item, frame);
    if (!box) return null;
    // A comp's picture has no border of its own.
    const border = item.content.type === "group" ? 0 : BORDER_PX / this.densityOf(item, frame, box, size);
    const grown = {
      x: box.x - border,
      y: box.y - border,
      width: box.width + 2 * border,
      height: box.height + 2 * border,
    };
    const toCamera = worldToCamera(this.group, frame).multiply(matrixOf(item, frame));
    const corners = cornersOf(grown).map(({ x, y }) => ({
      at: new THREE.Vector3(x, y, 0).applyMatrix4(toCamera),
      x,
      y,
    }));
    return { of: item, corners };
  }

  private drawItem({ item, corners }: Part, frame: number, target: THREE.WebGLRenderTarget, size: Size): void {
    const { group } = this;
    const opacity = valueAt(item.opacity_track, frame);
    if (item.content.type === "actor") {
      this.guests.actor(item)?.draw(frame, target, size, opacity);
      return;
    }
    if ((item.content.type === "drawing" || item.content.type === "picture") && !item.three_d) {
      const transform = flatTransform(matrixOf(item, frame), size[0] / group.width);
      const raster = this.rasters.flat(item, frame, transform, size[0], size[1]);
      this.renderer.setRenderTarget(target);
      if (raster) this.brushes.draw(raster.texture, raster.box, flatToClip(size[0], size[1]), opacity);
      return;
    }
    const box = this.boxOf(item, frame);
    if (!box) return;
    const density = this.densityOf(item, frame, box, size);
    const raster =
      item.content.type === "group"
        ? { texture: this.drawInner(item, frame, density), box }
        : (this.guests.words(item) ?? this.rasters.local(item, frame, density));
    this.renderer.setRenderTarget(target);
    if (raster) {
      this.brushes.draw(raster.texture, raster.box, this.toClip(item, frame), opacity, "plain", corners);
    }
  }

  /** The rectangle of an item's own pixels that holds all it shows. */
  private boxOf(item: Item, frame: number): Box | null {
    return item.content.type === "words" ? (this.guests.words(item)?.box ?? null) : contentBox(item, frame);
  }

  /** The item's pixels to clip space. */
  private toClip(item: Item, frame: number): THREE.Matrix4 {
    const { group } = this;
    const project = item.three_d
      ? cameraToClip(group, frame).multiply(worldToCamera(group, frame))
      : flatToClip(group.width, group.height);
    return project.multiply(matrixOf(item, frame));
  }

  /** How many texels a pixel of the item wants, to look sharp in a picture of `size`. */
  private densityOf(item: Item, frame: number, box: Box, size: Size): number {
    const corners = cornersOf(box).map(({ x, y }): [number, number] => [x, y]);
    const enlarged = enlargement(this.toClip(item, frame), corners, this.group);
    return Math.min(Math.max((size[0] / this.group.width) * enlarged, COARSEST), DENSEST);
  }

  /** A comp inside this one, cut by the masks of its layer. */
  private drawInner(item: Item, frame: number, density: number): THREE.Texture {
    const known = this.innerDrawn.get(item);
    if (known) return known;
    const content = item.content as Group;
    const texture = this.inner.get(item)!.draw(frame, density);
    this.innerDrawn.set(item, texture);
    if (item.masks.length === 0) return texture;
    const id = `${this.id} ${this.group.items.indexOf(item)}`;
    const { width, height } = content;
    const mask = this.rasters.masks(id, item.masks, frame, width, height, density);
    this.brushes.draw(mask.texture, mask.box, flatToClip(width, height), 1, "mask");
    return texture;
  }

  private cleared(use: string, [width, height]: Size): THREE.WebGLRenderTarget {
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

function matrixOf(item: Item, frame: number): THREE.Matrix4 {
  return new THREE.Matrix4().fromArray(valueAt(item.matrix_track, frame));
}

function flatTransform(matrix: THREE.Matrix4, density: number): DOMMatrix {
  const m = matrix.elements;
  const parts = [m[0]!, m[1]!, m[4]!, m[5]!, m[12]!, m[13]!];
  return new DOMMatrix(parts.map((part) => part * density));
}
