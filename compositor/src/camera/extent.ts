import * as THREE from "three";
import type { Region } from "../contract";

/** Pixels around what is projected: antialiasing, ink lines, and the reach of the chroma filter. */
const MARGIN_PX = 8;
const ACROSS_PX = 8;
const DOWN_PX = 4;

/** Collects where points land on the frame, as a rectangle of pixels. */
export class Extent {
  private left = Number.POSITIVE_INFINITY;
  private top = Number.POSITIVE_INFINITY;
  private right = Number.NEGATIVE_INFINITY;
  private bottom = Number.NEGATIVE_INFINITY;
  private everywhere = false;
  private readonly point = new THREE.Vector4();

  constructor(
    private readonly width: number,
    private readonly height: number,
  ) {}

  /** Adds a point; `toClip` takes it to clip space. A point behind the camera may be seen anywhere. */
  add(x: number, y: number, z: number, toClip: THREE.Matrix4): void {
    const { x: cx, y: cy, w } = this.point.set(x, y, z, 1).applyMatrix4(toClip);
    if (w < 1e-3) {
      this.everywhere = true;
      return;
    }
    const pixelX = ((cx / w + 1) / 2) * this.width;
    const pixelY = ((1 - cy / w) / 2) * this.height;
    this.left = Math.min(this.left, pixelX);
    this.right = Math.max(this.right, pixelX);
    this.top = Math.min(this.top, pixelY);
    this.bottom = Math.max(this.bottom, pixelY);
  }

  /** Adds the whole frame. */
  addEverything(): void {
    this.everywhere = true;
  }

  /** The smallest region inside `area` that holds all points, aligned as regions are; never empty. */
  within(area: Region): Region {
    if (this.everywhere) return area;
    const [left, width] = span(this.left, this.right, area.x, area.width, ACROSS_PX);
    const [top, height] = span(this.top, this.bottom, area.y, area.height, DOWN_PX);
    return { x: left, y: top, width, height };
  }
}

function span(low: number, high: number, start: number, length: number, step: number): [number, number] {
  const from = Math.floor(Math.max(low - MARGIN_PX, start) / step) * step;
  const to = Math.ceil(Math.min(high + MARGIN_PX, start + length) / step) * step;
  return to > from ? [from, to - from] : [start, step];
}
