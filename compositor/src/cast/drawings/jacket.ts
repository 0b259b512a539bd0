/** The jacket's cloth, unrolled: u runs around the body with the front in the middle, v from the collar down. */
import { type Rgb, scaleRgb } from "../kit/math";
import type { OutfitColours } from "../palettes";
import { createCanvas, css, type Pen, type Point } from "./canvas";

const mirrored = (points: readonly Point[]): readonly (readonly Point[])[] => [
  points,
  points.map(([u, v]) => [1 - u, v] as const),
];

class Cloth {
  constructor(
    readonly pen: Pen,
    readonly width_px: number,
    readonly height_px: number,
  ) {}

  x(u: number): number {
    return u * this.width_px;
  }

  y(v: number): number {
    return v * this.height_px;
  }

  /** Lengths below are in pixels of a cloth 1024 px high. */
  size(px: number): number {
    return (px * this.height_px) / 1024;
  }

  trace(points: readonly Point[]): void {
    this.pen.beginPath();
    points.forEach(([u, v], i) => {
      if (i) this.pen.lineTo(this.x(u), this.y(v));
      else this.pen.moveTo(this.x(u), this.y(v));
    });
  }

  area(points: readonly Point[], colour: Rgb): void {
    this.trace(points);
    this.pen.closePath();
    this.pen.fillStyle = css(colour);
    this.pen.fill();
  }

  line(points: readonly Point[], colour: Rgb, width: number): void {
    this.trace(points);
    this.pen.strokeStyle = css(colour);
    this.pen.lineWidth = this.size(width);
    this.pen.lineJoin = "round";
    this.pen.stroke();
  }

  dot(u: number, v: number, radius: number, colour: string, dx = 0, dy = 0): void {
    this.pen.fillStyle = colour;
    this.pen.beginPath();
    this.pen.arc(this.x(u) + this.size(dx), this.y(v) + this.size(dy), this.size(radius), 0, Math.PI * 2);
    this.pen.fill();
  }

  star(u: number, v: number, radius: number, colour: string): void {
    this.pen.beginPath();
    for (let i = 0; i < 10; i++) {
      const angle = -Math.PI / 2 + (i * Math.PI) / 5;
      const r = this.size(i % 2 ? radius * 0.45 : radius);
      this.pen.lineTo(this.x(u) + Math.cos(angle) * r * 0.9, this.y(v) + Math.sin(angle) * r);
    }
    this.pen.closePath();
    this.pen.fillStyle = colour;
    this.pen.fill();
  }
}

const SHIRT: readonly Point[] = [
  [0.5, 0],
  [0.41, 0],
  [0.44, 0.4],
  [0.485, 0.62],
  [0.5, 0.62],
  [0.515, 0.62],
  [0.56, 0.4],
  [0.59, 0],
];

const LAPEL: readonly Point[] = [
  [0.41, 0],
  [0.355, 0.1],
  [0.395, 0.22],
  [0.375, 0.27],
  [0.455, 0.5],
  [0.487, 0.64],
  [0.44, 0.36],
];

/** @param size_px height of the cloth; it is twice as wide */
export function drawJacket(outfit: OutfitColours, size_px = 1024): HTMLCanvasElement {
  const { canvas, pen } = createCanvas(size_px * 2, size_px);
  const cloth = new Cloth(pen, size_px * 2, size_px);
  const { jacket, shirt, lapel, trim } = outfit;
  pen.fillStyle = css(jacket);
  pen.fillRect(0, 0, size_px * 2, size_px);
  cloth.area(SHIRT, shirt);
  for (let v = 0.28; v < 0.62; v += 0.085) cloth.dot(0.5, v, 9, css(scaleRgb(shirt, 0.72)));
  cloth.line(
    [
      [0.5, 0.1],
      [0.5, 0.62],
    ],
    scaleRgb(shirt, 0.82),
    4,
  );
  for (const points of mirrored(LAPEL)) {
    cloth.area(points, lapel);
    cloth.line(points.slice(1, 6), trim, 10);
  }
  cloth.line(
    [
      [0.5, 0.63],
      [0.5, 1],
    ],
    scaleRgb(jacket, 0.55),
    6,
  );
  for (const u of [0.455, 0.545])
    for (const v of [0.7, 0.78, 0.86]) {
      cloth.dot(u, v, 17, css(scaleRgb(trim, 0.6)), 0, 3);
      cloth.dot(u, v, 16, css(trim));
      cloth.dot(u, v, 4, "rgba(255,255,255,.8)", -5, -5);
    }
  const seam: readonly Point[] = [
    [0.3, 0.3],
    [0.335, 0.62],
    [0.33, 1],
  ];
  for (const points of mirrored(seam)) cloth.line(points, scaleRgb(jacket, 0.66), 5);
  const pocket: readonly Point[] = [
    [0.37, 0.52],
    [0.315, 0.5],
  ];
  for (const points of mirrored(pocket)) cloth.line(points, trim, 12);
  cloth.star(0.655, 0.36, 44, css(trim));
  cloth.star(0.655, 0.36, 28, "rgba(255,255,255,.85)");
  pen.fillStyle = css(trim);
  pen.fillRect(0, cloth.y(0.955), size_px * 2, size_px * 0.03);
  pen.fillStyle = css(lapel);
  pen.fillRect(0, cloth.y(0.925), size_px * 2, size_px * 0.012);
  return canvas;
}
