import * as THREE from "three";
import type { Group, Item } from "../contract";
import { valueAt } from "../engine/tracks";
import { type Effects, grown, reachOf } from "./effects";
import { GroupDrawer } from "./group-drawer";
import type { Guests } from "./guests";
import { type Brushes, cornersOf } from "./materials";
import type { Box } from "./paint";
import { around, intersection, onGrid, type Plane, roomAround, takePlane } from "./plane";
import type { Corner } from "./plane-order";
import { cameraToClip, enlargement, flatToClip, intoBox, worldToCamera } from "./projection";
import { contentBox, type Rasters } from "./rasters";
import type { Targets } from "./targets";

const DENSEST = 4;
const COARSEST = 1 / 16;
/** Drawn around what effects work on, so that its edge stays smooth where it is moved or turned. */
const BORDER_PX = 2;

/** An item to draw, or the part of one that another 3D item does not cut off. */
export interface Part {
  item: Item;
  corners?: readonly Corner[];
}

/** What all drawers of a comp share. */
export interface Tools {
  renderer: THREE.WebGLRenderer;
  brushes: Brushes;
  rasters: Rasters;
  targets: Targets;
  effects: Effects;
  guests: Guests;
}

/** A picture that an item is drawn with, and the rectangle of the item that it covers. */
interface Sheet {
  texture: THREE.Texture;
  box: Box;
  /** To be given back after drawing. */
  plane?: Plane;
}

/** Draws single items of a comp: their content, masks and effects, at their place and with their opacity. */
export class ItemPainter {
  private readonly inner = new Map<Group, GroupDrawer>();
  private readonly moments = new Map<Item, Item[]>();
  /** Pictures of comps inside this one, of the frame that is being drawn. */
  private readonly innerDrawn = new Map<Item, Plane>();

  constructor(
    private readonly tools: Tools,
    private readonly group: Group,
    private readonly id: string,
  ) {
    for (const item of group.items) {
      const moments = item.moments.map((moment) => ({
        ...item,
        ...moment,
        content: moment.content ?? item.content,
        moments: [],
      }));
      this.moments.set(item, moments);
      for (const { content } of [item, ...moments]) {
        if (content.type !== "group" || this.inner.has(content)) continue;
        this.inner.set(content, new GroupDrawer(tools, content, `${id}.${this.inner.size}`));
      }
    }
  }

  /** Gives back what a frame's pictures needed. */
  end(): void {
    for (const plane of this.innerDrawn.values()) this.tools.targets.give(plane.target);
    this.innerDrawn.clear();
  }

  /** Draws an item into a plane of its comp; one with moments needs an empty plane. */
  draw(part: Part, frame: number, into: Plane): void {
    const moments = this.moments.get(part.item) ?? [];
    for (const item of moments) this.paint({ item }, frame, into, "plus", 1 / moments.length);
    if (moments.length === 0) this.paint(part, frame, into, "plain", 1);
  }

  /** The same without late effects: where an adjustment works. */
  drawCover(item: Item, frame: number, into: Plane): void {
    this.paintEarly({ item }, frame, into, "plain", valueAt(item.opacity_track, frame));
  }

  /** The rectangle of an item's own pixels that holds all it shows, before late effects. */
  boxOf(item: Item, frame: number, density: number): Box | null {
    const box = this.contentBoxOf(item, frame);
    return box && item.effects.reduce((held, effect) => grown(effect, frame, held, density), box);
  }

  /** How many texels a pixel of the item wants, to look sharp where its comp has `density` texels to the pixel. */
  densityOf(item: Item, frame: number, box: Box, density: number): number {
    const corners = cornersOf(box).map(({ x, y }): [number, number] => [x, y]);
    const enlarged = enlargement(this.toClip(item, frame), corners, this.group);
    // Pictures come in steps of density, rounded down: what is 1 but for rounding must not become the step below.
    return Math.min(Math.max(density * enlarged * (1 + 1e-6), COARSEST), DENSEST);
  }

  private paint(part: Part, frame: number, into: Plane, use: "plain" | "plus", share: number): void {
    const { item } = part;
    const { tools } = this;
    const opacity = valueAt(item.opacity_track, frame) * share;
    if (opacity <= 0) return;
    if (item.late_effects.length === 0) {
      this.paintEarly(part, frame, into, use, opacity);
      return;
    }
    const room = this.lateBox(item, frame, into);
    if (!room) return;
    const own = takePlane(tools.targets, room, into.density);
    this.paintEarly({ item }, frame, own, "plain", 1);
    const changed = tools.effects.apply(item.late_effects, frame, own, this.group, false);
    tools.renderer.setRenderTarget(into.target);
    tools.brushes.draw(changed.target.texture, changed.box, this.flat(into), opacity, use);
    for (const plane of new Set([own, changed])) tools.targets.give(plane.target);
  }

  /** What late effects have to see of an item: all of it that they can bring into the frame. */
  private lateBox(item: Item, frame: number, into: Plane): Box | null {
    const { width, height } = this.group;
    const { density } = into;
    const reach = item.late_effects.reduce((sum, effect) => sum + reachOf(effect, frame, this.group), 0);
    const seen = roomAround({ x: 0, y: 0, width, height }, density, reach);
    if (item.three_d) return seen;
    const box = this.boxOf(item, frame, density);
    if (!box) return null;
    const matrix = matrixOf(item, frame);
    const corners = cornersOf(box).map(({ x, y }) => {
      const place = new THREE.Vector3(x, y, 0).applyMatrix4(matrix);
      return [place.x, place.y] as const;
    });
    const held = intersection(around(corners), seen);
    return held && onGrid(held, density, seesEdge(item.late_effects) ? 0 : BORDER_PX);
  }

  private paintEarly(part: Part, frame: number, into: Plane, use: "plain" | "plus", opacity: number): void {
    const { item, corners } = part;
    const { renderer, brushes, rasters, targets, guests } = this.tools;
    if (item.content.type === "actor") {
      guests.actor(item)?.draw(frame, into.target, [into.target.width, into.target.height], opacity);
      return;
    }
    const painted = item.content.type === "drawing" || item.content.type === "picture";
    if (painted && !item.three_d && item.effects.length === 0) {
      const { width, height } = into.target;
      const raster = rasters.flat(item, frame, this.flatTransform(item, frame, into), width, height);
      renderer.setRenderTarget(into.target);
      if (raster) brushes.draw(raster.texture, raster.box, flatToClip(width, height), opacity, use);
      return;
    }
    const sheet = this.sheet(item, frame, into.density);
    if (!sheet) return;
    renderer.setRenderTarget(into.target);
    brushes.draw(sheet.texture, sheet.box, this.toPlane(item, frame, into), opacity, use, corners);
    if (sheet.plane) targets.give(sheet.plane.target);
  }

  /** An item's picture in its own pixels, with effects. */
  private sheet(item: Item, frame: number, density: number): Sheet | null {
    const box = this.contentBoxOf(item, frame);
    if (!box) return null;
    const wanted = this.densityOf(item, frame, box, density);
    const drawn = this.content(item, frame, wanted, box);
    if (!drawn || item.effects.length === 0) return drawn;
    const { targets, renderer, brushes, effects } = this.tools;
    // As many texels as the picture has, so that nothing is resampled.
    const own = (drawn.texture.image as { width: number }).width / drawn.box.width;
    const within = { ...box, width: Math.floor(box.width * own) / own, height: Math.floor(box.height * own) / own };
    const source = takePlane(targets, seesEdge(item.effects) ? within : roomAround(box, own, BORDER_PX / own), own);
    renderer.setRenderTarget(source.target);
    brushes.draw(drawn.texture, drawn.box, boxToClip(source.box), 1);
    const plane = effects.apply(item.effects, frame, source, box, false);
    if (plane !== source) targets.give(source.target);
    if (!seesEdge(item.effects)) return { texture: plane.target.texture, box: plane.box, plane };
    // A border after all, so that the edge is smooth where the item is turned.
    const framed = takePlane(targets, roomAround(plane.box, own, BORDER_PX / own), own);
    brushes.draw(plane.target.texture, plane.box, boxToClip(framed.box), 1);
    targets.give(plane.target);
    return { texture: framed.target.texture, box: framed.box, plane: framed };
  }

  /** The rectangle of an item's own pixels that holds its content. */
  private contentBoxOf(item: Item, frame: number): Box | null {
    return item.content.type === "words" ? (this.tools.guests.words(item)?.box ?? null) : contentBox(item, frame);
  }

  private content(item: Item, frame: number, density: number, box: Box): Sheet | null {
    if (item.content.type === "words") return this.tools.guests.words(item);
    if (item.content.type !== "group") return this.tools.rasters.local(item, frame, density, item.effects.length === 0);
    return { texture: this.drawInner(item, item.content, frame, density).target.texture, box };
  }

  /** A comp inside this one, cut by the masks of its layer. */
  private drawInner(item: Item, content: Group, frame: number, density: number): Plane {
    const known = this.innerDrawn.get(item);
    if (known) return known;
    const { renderer, brushes, rasters } = this.tools;
    const plane = this.inner.get(content)!.draw(frame, density);
    this.innerDrawn.set(item, plane);
    if (item.masks.length === 0) return plane;
    const { width, height } = content;
    const id = `${this.id} ${this.group.items.indexOf(item)}`;
    const mask = rasters.masks(id, item.masks, frame, width, height, density);
    renderer.setRenderTarget(plane.target);
    brushes.draw(mask.texture, mask.box, flatToClip(width, height), 1, "mask");
    return plane;
  }

  /** The item's pixels to clip space of its comp. */
  private toClip(item: Item, frame: number): THREE.Matrix4 {
    const { group } = this;
    const project = item.three_d
      ? cameraToClip(group, frame).multiply(worldToCamera(group, frame))
      : flatToClip(group.width, group.height);
    return project.multiply(matrixOf(item, frame));
  }

  private toPlane(item: Item, frame: number, into: Plane): THREE.Matrix4 {
    return this.isWhole(into)
      ? this.toClip(item, frame)
      : intoBox(into.box, this.group).multiply(this.toClip(item, frame));
  }

  /** The comp's pixels to clip space of a plane of it. */
  private flat(into: Plane): THREE.Matrix4 {
    const { width, height } = this.group;
    return this.isWhole(into) ? flatToClip(width, height) : boxToClip(into.box);
  }

  private isWhole({ box }: Plane): boolean {
    return box.x === 0 && box.y === 0 && box.width === this.group.width && box.height === this.group.height;
  }

  private flatTransform(item: Item, frame: number, into: Plane): DOMMatrix {
    const m = matrixOf(item, frame).elements;
    const { x, y } = into.box;
    const parts = [m[0]!, m[1]!, m[4]!, m[5]!, m[12]! - x, m[13]! - y];
    return new DOMMatrix(parts.map((part) => part * into.density));
  }

  dispose(): void {
    for (const drawer of this.inner.values()) drawer.dispose();
  }
}

export function matrixOf(item: Item, frame: number): THREE.Matrix4 {
  return new THREE.Matrix4().fromArray(valueAt(item.matrix_track, frame));
}

/** Whether an effect makes something of a transparent border. */
function seesEdge(effects: Item["effects"]): boolean {
  return effects.some(
    (effect) =>
      (effect.type === "blur" && effect.repeat_edge) || (effect.type === "invert" && effect.channel === "alpha"),
  );
}

function boxToClip({ x, y, width, height }: Box): THREE.Matrix4 {
  return flatToClip(width, height).multiply(new THREE.Matrix4().makeTranslation(-x, -y, 0));
}
