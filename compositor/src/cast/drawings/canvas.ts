/** Canvas helpers of the drawings. Cells are drawn in coordinates of -1..1 with y up. */
import { CanvasTexture, LinearMipmapLinearFilter, NoColorSpace } from "three";
import type { Rgb } from "../kit/math";

export type Pen = CanvasRenderingContext2D;
export type Point = readonly [number, number];

export function createCanvas(width_px: number, height_px: number): { canvas: HTMLCanvasElement; pen: Pen } {
  const canvas = document.createElement("canvas");
  canvas.width = width_px;
  canvas.height = height_px;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (!pen) throw new Error("no 2d canvas: the face cannot be drawn");
  return { canvas, pen };
}

export function toTexture(canvas: HTMLCanvasElement): CanvasTexture {
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = NoColorSpace;
  texture.minFilter = LinearMipmapLinearFilter;
  texture.anisotropy = 1;
  texture.premultiplyAlpha = false;
  return texture;
}

export const css = (c: Rgb, alpha = 1): string =>
  `rgba(${c.map((v) => Math.round(Math.min(1, Math.max(0, v)) * 255)).join(",")},${alpha})`;

/** Draws into cell (column, row) of a sheet of square cells of `size_px`. */
export function drawCell(pen: Pen, column: number, row: number, size_px: number, draw: (pen: Pen) => void): void {
  pen.save();
  pen.beginPath();
  pen.rect(column * size_px, row * size_px, size_px, size_px);
  pen.clip();
  pen.translate(column * size_px + size_px / 2, row * size_px + size_px / 2);
  pen.scale(size_px / 2, -size_px / 2);
  draw(pen);
  pen.restore();
}

export interface Stroke {
  /** Start, two control points, end of a cubic. */
  curve: readonly [Point, Point, Point, Point];
  /** Half widths at the start, at the widest place and at the end. */
  widths: readonly [number, number, number];
  /** Place of the greatest width, 0 to 1. */
  widest?: number;
  colour: string;
}

/** A brush stroke: a cubic whose width swells and tapers. */
export function brush(pen: Pen, { curve, widths, widest = 0.5, colour }: Stroke): void {
  const [[x0, y0], [x1, y1], [x2, y2], [x3, y3]] = curve;
  const [start, middle, end] = widths;
  const steps = 28;
  const one: Point[] = [];
  const other: Point[] = [];
  for (let i = 0; i <= steps; i++) {
    const t = i / steps;
    const r = 1 - t;
    const x = r * r * r * x0 + 3 * r * r * t * x1 + 3 * r * t * t * x2 + t * t * t * x3;
    const y = r * r * r * y0 + 3 * r * r * t * y1 + 3 * r * t * t * y2 + t * t * t * y3;
    const dx = 3 * r * r * (x1 - x0) + 6 * r * t * (x2 - x1) + 3 * t * t * (x3 - x2);
    const dy = 3 * r * r * (y1 - y0) + 6 * r * t * (y2 - y1) + 3 * t * t * (y3 - y2);
    const length = Math.hypot(dx, dy) || 1;
    const half =
      t < widest
        ? start + (middle - start) * Math.sin((t / widest) * (Math.PI / 2))
        : end + (middle - end) * Math.cos(((t - widest) / (1 - widest)) * (Math.PI / 2));
    one.push([x - (dy / length) * half, y + (dx / length) * half]);
    other.push([x + (dy / length) * half, y - (dx / length) * half]);
  }
  polygon(pen, [...one, ...other.reverse()], colour);
}

export function polygon(pen: Pen, points: readonly Point[], colour: string): void {
  pen.beginPath();
  points.forEach(([x, y], i) => {
    if (i) pen.lineTo(x, y);
    else pen.moveTo(x, y);
  });
  pen.closePath();
  pen.fillStyle = colour;
  pen.fill();
}

export function ellipse(pen: Pen, x: number, y: number, rx: number, ry: number, colour: string, turn = 0): void {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.ellipse(x, y, rx, ry, turn, 0, Math.PI * 2);
  pen.fill();
}

/** A soft round spot, squashed to `ry` / `rx`. */
export function spot(pen: Pen, x: number, y: number, rx: number, ry: number, colour: Rgb, alpha: number): void {
  pen.save();
  pen.translate(x, y);
  pen.scale(1, ry / rx);
  const fade = pen.createRadialGradient(0, 0, 0, 0, 0, rx);
  fade.addColorStop(0, css(colour, alpha));
  fade.addColorStop(0.5, css(colour, alpha * 0.55));
  fade.addColorStop(1, css(colour, 0));
  pen.fillStyle = fade;
  pen.fillRect(-rx, -rx, 2 * rx, 2 * rx);
  pen.restore();
}
