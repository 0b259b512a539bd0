/** A garment's cloth, unrolled. Coordinates are model units: x to the wearer's left around the body, y upwards. */
import { type Rgb, scaleRgb } from "../kit/math";
import { css, type Pen, type Point } from "./canvas";

/** Width of the unrolled cloth: what the front's curvature makes of a turn around the body. */
const GIRTH = 2.9;

/** Points written as "x y, x y". */
export const path = (text: string): readonly Point[] =>
  text.split(",").map((pair): Point => {
    const [x = 0, y = 0] = pair.trim().split(" ").map(Number);
    return [x, y];
  });

export interface ClothSpan {
  top_y: number;
  hem_y: number;
  /** Lower edge of the drawing; between it and the hem lies the lining. */
  bottom_y: number;
}

export class Cloth {
  /** Middle of the back, as x. */
  readonly back = GIRTH / 2;

  constructor(
    readonly pen: Pen,
    readonly span: ClothSpan,
    size_px: number,
  ) {
    const perUnit_px = size_px / (span.top_y - span.bottom_y);
    pen.setTransform(size_px / GIRTH, 0, 0, -perUnit_px, size_px / 2, span.top_y * perUnit_px);
    pen.lineJoin = "round";
    pen.lineCap = "round";
  }

  /** All around between two heights. */
  ring(top_y: number, bottom_y: number, colour: Rgb): void {
    this.pen.fillStyle = css(colour);
    this.pen.fillRect(-GIRTH, bottom_y, 2 * GIRTH, top_y - bottom_y);
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
    this.pen.lineWidth = width;
    this.pen.stroke();
  }

  /** The same on both sides. */
  areas(points: readonly Point[], colour: Rgb): void {
    for (const side of both(points)) this.area(side, colour);
  }

  lines(points: readonly Point[], colour: Rgb, width: number): void {
    for (const side of both(points)) this.line(side, colour, width);
  }

  /** A sewn line: a shade darker than its cloth. */
  seams(points: readonly Point[], colour: Rgb, width = 0.009): void {
    this.lines(points, scaleRgb(colour, 0.66), width);
  }

  dot(x: number, y: number, radius: number, colour: Rgb, alpha = 1): void {
    this.pen.fillStyle = css(colour, alpha);
    this.pen.beginPath();
    this.pen.arc(x, y, radius, 0, Math.PI * 2);
    this.pen.fill();
  }

  button(x: number, y: number, radius: number, colour: Rgb): void {
    this.dot(x, y - radius * 0.2, radius * 1.12, scaleRgb(colour, 0.5));
    this.dot(x, y, radius, colour);
    this.dot(x - radius * 0.3, y + radius * 0.3, radius * 0.3, [1, 1, 1], 0.8);
  }

  star(x: number, y: number, radius: number, colour: Rgb): void {
    const points = Array.from({ length: 10 }, (_, i): Point => {
      const angle = Math.PI / 2 + (i * Math.PI) / 5;
      const r = i % 2 ? radius * 0.45 : radius;
      return [x + Math.cos(angle) * r, y + Math.sin(angle) * r];
    });
    this.area(points, colour);
  }

  private trace(points: readonly Point[]): void {
    this.pen.beginPath();
    points.forEach(([x, y], i) => {
      if (i) this.pen.lineTo(x, y);
      else this.pen.moveTo(x, y);
    });
  }
}

const both = (points: readonly Point[]): readonly (readonly Point[])[] => [
  points,
  points.map(([x, y]) => [-x, y] as const),
];
