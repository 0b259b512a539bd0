/** The eye sheet: four states side by side, whites in the upper row, lids and lashes in the lower one. */
import { mixRgb, type Rgb } from "../kit/math";
import type { SkinColours } from "../palettes";
import { brush, createCanvas, css, drawCell, type Pen, type Point } from "./canvas";

/** Cells of the eye sheet, in order. */
export const EYE_STATES = ["open", "half", "closed", "happy"] as const;
export type EyeState = (typeof EYE_STATES)[number];

/** Shape of an eye; 1 is the library's mean. */
export interface EyeShape {
  width: number;
  height: number;
  tilt: number;
  /** Wing and single lashes, 0 to 1. */
  lash: number;
  /** Thickness of the upper lid line. */
  line: number;
}

export interface Lids {
  inner: Point;
  outer: Point;
  upper: readonly [Point, Point];
  lower: readonly [Point, Point];
}

/** The outline of an eye that is open by `open` (0 to 1). */
export function lids(e: EyeShape, open: number): Lids {
  const w = 0.64 * e.width;
  const h = 0.56 * e.height;
  const t = e.tilt;
  return {
    inner: [-w, -0.1 - 0.04 * t],
    outer: [w, 0.06 + 0.16 * t],
    upper: [
      [-w * 0.62, 0.12 + h * 1.16 * open],
      [w * 0.34, 0.2 + h * 1.18 * open + 0.1 * t],
    ],
    lower: [
      [w * 0.82, -0.46 * e.height * (0.75 + 0.25 * open) + 0.1 * t],
      [-w * 0.52, -0.66 * e.height * (0.8 + 0.2 * open)],
    ],
  };
}

function traceEye(pen: Pen, l: Lids): void {
  pen.beginPath();
  pen.moveTo(...l.inner);
  pen.bezierCurveTo(...l.upper[0], ...l.upper[1], ...l.outer);
  pen.bezierCurveTo(...l.lower[0], ...l.lower[1], ...l.inner);
  pen.closePath();
}

const shift = ([x, y]: Point, dx: number, dy: number): Point => [x + dx, y + dy];

function drawWhite(pen: Pen, l: Lids): void {
  traceEye(pen, l);
  pen.save();
  pen.clip();
  const fade = pen.createLinearGradient(0, 0.6, 0, -0.5);
  fade.addColorStop(0, "#b9b4d6");
  fade.addColorStop(0.42, "#e9e6f5");
  fade.addColorStop(0.6, "#fffdfd");
  fade.addColorStop(1, "#fff");
  pen.fillStyle = fade;
  pen.fillRect(-1, -1, 2, 2);
  pen.restore();
}

function drawOpenLids(pen: Pen, e: EyeShape, l: Lids, open: number, lash: Rgb, skin: SkinColours): void {
  const ink = css(lash);
  const [u1, u2] = l.upper;
  pen.save();
  traceEye(pen, l);
  pen.clip();
  brush(pen, {
    curve: [shift(l.inner, 0, -0.03), shift(u1, 0, -0.1), shift(u2, 0, -0.12), shift(l.outer, 0, -0.06)],
    widths: [0.04, 0.12, 0.04],
    colour: "rgba(48,28,80,.30)",
  });
  pen.restore();
  const wing = shift(l.outer, 0.13 * e.lash, 0.07 * e.lash + 0.02);
  brush(pen, {
    curve: [shift(l.inner, -0.02, -0.03), shift(u1, 0, 0.03), shift(u2, 0.03, 0.05), wing],
    widths: [0.016, 0.098 * e.line, 0.01],
    widest: 0.62,
    colour: ink,
  });
  const [ox, oy] = l.outer;
  if (e.lash > 0.5) {
    const k = e.lash;
    brush(pen, {
      curve: [
        [ox - 0.1, oy + 0.17],
        [ox, oy + 0.2],
        [ox + 0.08 * k, oy + 0.22],
        [ox + 0.17 * k, oy + 0.17 + 0.15 * k],
      ],
      widths: [0.035, 0.03, 0.003],
      colour: ink,
    });
    brush(pen, {
      curve: [
        [ox - 0.03, oy + 0.05],
        [ox + 0.05, oy + 0.08],
        [ox + 0.12 * k, oy + 0.1],
        [ox + 0.22 * k, oy + 0.05 + 0.14 * k],
      ],
      widths: [0.04, 0.03, 0.003],
      colour: ink,
    });
  }
  brush(pen, {
    curve: [
      [ox + 0.02, oy + 0.02],
      [ox - 0.01, oy - 0.1],
      [ox - 0.06, oy - 0.18],
      [ox - 0.15, oy - 0.29],
    ],
    widths: [0.04, 0.03, 0.004],
    widest: 0.2,
    colour: ink,
  });
  brush(pen, {
    curve: [
      [ox - 0.22, -0.34 * e.height],
      [0.2, -0.46 * e.height],
      [-0.05, -0.5 * e.height],
      [-0.32, -0.42 * e.height],
    ],
    widths: [0.004, 0.014, 0.003],
    colour: css(mixRgb(lash, skin.line, 0.5), 0.9),
  });
  brush(pen, {
    curve: [shift(l.inner, 0.1, 0.4 * open + 0.13), shift(u1, 0.08, 0.17), shift(u2, 0, 0.17), shift(l.outer, 0, 0.3)],
    widths: [0.003, 0.016, 0.003],
    colour: css(skin.line, 0.85),
  });
}

function drawClosedLids(pen: Pen, e: EyeShape, happy: boolean, lash: Rgb, skin: SkinColours): void {
  const ink = css(lash);
  const w = e.width;
  // A soft light on the lid: without it dark lashes drown in deep skin.
  pen.globalAlpha = 0.35;
  brush(pen, {
    curve: happy
      ? [
          [-0.52 * w, -0.1],
          [-0.3, 0.52],
          [0.3, 0.54],
          [0.58 * w, -0.04],
        ]
      : [
          [-0.56 * w, 0.02],
          [-0.3, -0.22],
          [0.32, -0.22],
          [0.62 * w, 0.08],
        ],
    widths: [0.01, 0.07, 0.01],
    colour: css(skin.highlight),
  });
  pen.globalAlpha = 1;
  brush(pen, {
    curve: happy
      ? [
          [-0.6 * w, -0.26],
          [-0.34, 0.34],
          [0.34, 0.36],
          [0.66 * w, -0.2],
        ]
      : [
          [-0.62 * w, -0.16],
          [-0.3, -0.42],
          [0.32, -0.42],
          [0.7 * w, -0.08],
        ],
    widths: [0.014, 0.07 * (0.7 + 0.3 * e.line), 0.01],
    widest: 0.6,
    colour: ink,
  });
  if (e.lash > 0.5)
    for (const [x, y] of happy
      ? ([[0.56, 0]] as const)
      : ([
          [0.5, -0.22],
          [0.62, -0.13],
        ] as const))
      brush(pen, {
        curve: [
          [x, y],
          [x + 0.06, y - 0.01],
          [x + 0.11, y - 0.03],
          [x + 0.2, y - 0.04],
        ],
        widths: [0.03, 0.025, 0.003],
        colour: ink,
      });
  brush(pen, {
    curve: happy
      ? [
          [-0.3, 0.42],
          [-0.1, 0.5],
          [0.2, 0.5],
          [0.42, 0.4],
        ]
      : [
          [-0.45, 0.12],
          [-0.2, 0.02],
          [0.25, 0.02],
          [0.55, 0.16],
        ],
    widths: [0.003, 0.014, 0.003],
    colour: css(skin.line, 0.85),
  });
}

const OPENNESS: Record<EyeState, number> = { open: 1, half: 0.38, closed: 0, happy: 0 };

/** @param size_px side of one cell; the sheet is 4 x 2 cells */
export function drawEyes(shape: EyeShape, skin: SkinColours, lash: Rgb, size_px = 512): HTMLCanvasElement {
  const { canvas, pen } = createCanvas(size_px * 4, size_px * 2);
  EYE_STATES.forEach((state, column) => {
    const open = OPENNESS[state];
    const l = lids(shape, open);
    if (open > 0) drawCell(pen, column, 0, size_px, (p) => drawWhite(p, l));
    drawCell(pen, column, 1, size_px, (p) =>
      open > 0 ? drawOpenLids(p, shape, l, open, lash, skin) : drawClosedLids(p, shape, state === "happy", lash, skin),
    );
  });
  return canvas;
}
