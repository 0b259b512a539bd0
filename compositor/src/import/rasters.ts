import * as THREE from "three";
import type { Drawing, Item, Mask, Picture } from "../contract";
import { valueAt } from "../engine/tracks";
import { applyMasks, type Box, boundsOf, drawMasks, drawPaints } from "./paint";

const MAX_SIDE_PX = 4096;
const EDGE_PX = 2;

/** A picture of a part of an item, premultiplied, top row first. */
export interface Raster {
  texture: THREE.Texture;
  box: Box;
}

interface Sheet {
  canvas: OffscreenCanvas;
  context: OffscreenCanvasRenderingContext2D;
  texture: THREE.CanvasTexture<OffscreenCanvas>;
  key: string;
  box: Box;
}

/** Turns paths and pictures into textures; an item whose picture is the same as last time is not drawn again. */
export class Rasters {
  private readonly sheets = new Map<string, Sheet>();
  private readonly scratch = sheetContext();

  constructor(
    private readonly pictures: ReadonlyMap<string, ImageBitmap>,
    private readonly anisotropy: number,
  ) {}

  /** The item drawn by a 2D matrix straight onto `width` x `height` pixels, or null where there is nothing of it. */
  flat(item: Item, frame: number, transform: DOMMatrix, width: number, height: number): Raster | null {
    const box = { x: 0, y: 0, width, height };
    return this.raster(item, frame, `flat ${transform} ${width}x${height}`, transform, box, width, height, false);
  }

  /**
   * The item in its own pixels, `density` texels to the pixel at most.
   *
   * @param far made to be looked at from far away and aslant, which softens it a little everywhere
   */
  local(item: Item, frame: number, density: number, far = true): Raster | null {
    const content = contentBox(item, frame);
    if (!content) return null;
    const largest = MAX_SIDE_PX - 2 * EDGE_PX;
    const fitted = Math.min(density, largest / content.width, largest / content.height);
    // Steps of an eighth of an octave: a slow zoom draws the picture a few times, not every frame.
    const scale = 2 ** (Math.floor(Math.log2(Math.max(fitted, 1e-3)) * 8) / 8);
    const width = Math.ceil(content.width * scale) + 2 * EDGE_PX;
    const height = Math.ceil(content.height * scale) + 2 * EDGE_PX;
    const [x, y] = [content.x - EDGE_PX / scale, content.y - EDGE_PX / scale];
    const transform = new DOMMatrix([scale, 0, 0, scale, -x * scale, -y * scale]);
    const box = { x, y, width: width / scale, height: height / scale };
    return this.raster(item, frame, `local ${scale}`, transform, box, width, height, far);
  }

  /** An item's masks as alpha, in the pixels of its comp of `width` x `height`, `density` texels to the pixel. */
  masks(id: string, masks: readonly Mask[], frame: number, width: number, height: number, density: number): Raster {
    const sheet = this.sheet(`mask ${id}`, Math.ceil(width * density), Math.ceil(height * density), false);
    drawMasks(sheet.context, masks, frame, new DOMMatrix([density, 0, 0, density, 0, 0]));
    sheet.texture.needsUpdate = true;
    return { texture: sheet.texture, box: { x: 0, y: 0, width, height } };
  }

  dispose(): void {
    for (const { texture } of this.sheets.values()) texture.dispose();
    this.sheets.clear();
  }

  private raster(
    item: Item,
    frame: number,
    use: string,
    transform: DOMMatrix,
    box: Box,
    width: number,
    height: number,
    far: boolean,
  ): Raster | null {
    const content = item.content as Drawing | Picture;
    const id = `${this.idOf(item)} ${far ? "far" : "near"}`;
    const key = `${use} ${stateOf(item, content, frame)}`;
    const sheet = this.sheet(id, width, height, far);
    if (sheet.key === key) return { texture: sheet.texture, box: sheet.box };
    const { context } = sheet;
    context.resetTransform();
    context.clearRect(0, 0, width, height);
    context.setTransform(transform);
    if (content.type === "drawing") drawPaints(context, valueAt(content.paints_track, frame));
    else {
      const bitmap = this.pictures.get(content.data_url);
      context.imageSmoothingQuality = "high";
      if (bitmap) context.drawImage(bitmap, 0, 0, content.width, content.height);
    }
    if (item.masks.length > 0) {
      this.scratch.canvas.width = width;
      this.scratch.canvas.height = height;
      applyMasks(context, this.scratch, item.masks, frame);
    }
    sheet.texture.needsUpdate = true;
    sheet.key = key;
    sheet.box = box;
    return { texture: sheet.texture, box };
  }

  private readonly ids = new Map<Item, number>();

  private idOf(item: Item): number {
    const known = this.ids.get(item) ?? this.ids.size;
    this.ids.set(item, known);
    return known;
  }

  private sheet(id: string, width: number, height: number, far: boolean): Sheet {
    const known = this.sheets.get(id);
    if (known && known.canvas.width === width && known.canvas.height === height) return known;
    known?.texture.dispose();
    const context = sheetContext();
    context.canvas.width = width;
    context.canvas.height = height;
    const texture = new THREE.CanvasTexture(context.canvas);
    texture.flipY = false;
    texture.premultiplyAlpha = true;
    texture.generateMipmaps = far;
    texture.minFilter = far ? THREE.LinearMipmapLinearFilter : THREE.LinearFilter;
    texture.anisotropy = far ? this.anisotropy : 1;
    const sheet = { canvas: context.canvas, context, texture, key: "", box: { x: 0, y: 0, width, height } };
    this.sheets.set(id, sheet);
    return sheet;
  }
}

/** The rectangle of an item's own pixels that holds all it shows. */
export function contentBox(item: Item, frame: number): Box | null {
  const { content } = item;
  if (content.type === "drawing") return boundsOf(content, frame);
  if (content.type === "actor") return null;
  return { x: 0, y: 0, width: content.width, height: content.height };
}

function stateOf(item: Item, content: Drawing | Picture, frame: number): string {
  const moving = item.masks.some(
    (mask) =>
      mask.path_track.length > 1 ||
      mask.opacity_track.length > 1 ||
      mask.feather_px_track.length > 1 ||
      mask.expansion_px_track.length > 1,
  );
  const changing = content.type === "drawing" && content.paints_track.length > 1;
  return moving || changing ? `at ${frame}` : "still";
}

function sheetContext(): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("this browser has no 2D canvas");
  return context;
}
