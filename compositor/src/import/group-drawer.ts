import * as THREE from "three";
import type { Group, Item } from "../contract";
import { valueAt } from "../engine/tracks";
import { ItemPainter, matrixOf, type Part, type Tools } from "./item-painter";
import { type Cut, cornersOf } from "./materials";
import type { Plane } from "./plane";
import { fromFarToNear, type Piece } from "./plane-order";
import { worldToCamera } from "./projection";

/** Drawn around a picture, so that its edge fades out over its own transparent border. */
const BORDER_PX = 2;

/** Draws one comp into a picture of its own; comps inside it have a drawer each. */
export class GroupDrawer {
  private readonly painter: ItemPainter;

  constructor(
    private readonly tools: Tools,
    private readonly group: Group,
    id: string,
  ) {
    this.painter = new ItemPainter(tools, group, id);
  }

  /** Draws a frame at `density` pixels to the comp's pixel; the plane is to be given back. */
  draw(frame: number, density: number): Plane {
    const { width, height } = this.group;
    const size: Size = [Math.max(1, Math.round(width * density)), Math.max(1, Math.round(height * density))];
    let picture = this.empty(size);
    for (const part of this.inOrder(frame, size[0] / width)) {
      const { item } = part;
      const simple = item.blend === "normal" && !item.matte && !item.adjustment && item.moments.length === 0;
      if (simple) {
        this.painter.draw(part, frame, picture);
        continue;
      }
      const target = this.composed(part, frame, picture, size);
      this.tools.targets.give(picture.target);
      picture = target;
    }
    this.painter.end();
    return picture;
  }

  dispose(): void {
    this.painter.dispose();
  }

  /** A new plane: what is below, and an item over it with its matte and blend mode. */
  private composed(part: Part, frame: number, below: Plane, size: Size): Plane {
    const { item } = part;
    const { targets, effects, brushes, renderer } = this.tools;
    const own = this.empty(size, item.moments.length > 0);
    if (item.adjustment) this.painter.drawCover(item, frame, own);
    else this.painter.draw(part, frame, own);
    const matte = item.matte ? this.matte(item.matte.item, frame, size) : null;
    const cut: Cut | null = item.matte && matte ? { ...item.matte, map: matte.target.texture } : null;
    const changed = item.adjustment ? effects.apply(item.late_effects, frame, below, this.group, true) : below;
    const result = this.empty(size);
    renderer.setRenderTarget(result.target);
    const [above, ground] = [own.target.texture, below.target.texture];
    if (item.adjustment) brushes.adjust(changed.target.texture, ground, above, item.blend, cut);
    else brushes.lay(above, ground, item.blend, cut);
    for (const plane of [own, matte, changed]) if (plane && plane !== below) targets.give(plane.target);
    return result;
  }

  private matte(index: number, frame: number, size: Size): Plane {
    const item = this.group.items[index]!;
    const plane = this.empty(size, item.moments.length > 0);
    if (isSeen(item, frame)) this.painter.draw({ item }, frame, plane);
    return plane;
  }

  /** A plane of the whole comp. */
  private empty([across, down]: Size, deep = false): Plane {
    const { width, height } = this.group;
    const target = this.tools.targets.take(across, down, deep);
    return { target, box: { x: 0, y: 0, width, height }, density: across / width };
  }

  /** What is seen, from back to front: neighbouring 3D items by depth, cut where they cross; others in their place. */
  private inOrder(frame: number, density: number): Part[] {
    const ordered: Part[] = [];
    let bin: Piece<Item>[] = [];
    const flush = (): void => {
      const pieces = bin.length > 1 ? fromFarToNear(bin) : bin;
      const whole = new Set<Item>();
      for (const { of: item, corners } of pieces) {
        if (whole.has(item)) continue;
        // Such items are not cut: their picture is more than one polygon.
        if (item.late_effects.length + item.moments.length > 0) whole.add(item);
        ordered.push({ item, corners });
      }
      bin = [];
    };
    for (const item of this.group.items) {
      if (item.matte_only || !isSeen(item, frame)) continue;
      if (!item.three_d || item.adjustment) {
        flush();
        ordered.push({ item });
        continue;
      }
      const piece = this.piece(item, frame, density);
      if (piece) bin.push(piece);
    }
    flush();
    return ordered;
  }

  /** All of a 3D item as a polygon; an actor as the line from its feet to its head. */
  private piece(item: Item, frame: number, density: number): Piece<Item> | null {
    if (item.content.type === "actor") return this.tools.guests.actor(item)?.piece(frame) ?? null;
    const box = this.painter.boxOf(item, frame, density);
    if (!box) return null;
    // A comp's picture has no border of its own.
    const border = item.content.type === "group" ? 0 : BORDER_PX / this.painter.densityOf(item, frame, box, density);
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
}

function isSeen(item: Item, frame: number): boolean {
  const moments = item.moments.length > 0 ? item.moments : [item];
  return moments.some(({ opacity_track }) => valueAt(opacity_track, frame) > 0);
}

/** Width and height in texels. */
type Size = readonly [number, number];
