/** The brow sheet: three moods side by side. */
import type { Rgb } from "../kit/math";
import type { BrowKind } from "../types";
import { brush, createCanvas, css, drawCell } from "./canvas";

/** Cells of the brow sheet, in order. */
export const BROW_MOODS = ["calm", "raised", "earnest"] as const;
export type BrowMood = (typeof BROW_MOODS)[number];

const THICKNESS: Record<BrowKind, number> = { soft: 0.55, regular: 1.05, bold: 2.2 };

/** Lift of the arch and of the inner end. */
const MOODS: Record<BrowMood, readonly [number, number]> = {
  calm: [0, 0],
  raised: [0.18, 0.06],
  earnest: [-0.02, 0.13],
};

/** @param size_px side of one cell; the sheet is 3 x 1 cells */
export function drawBrows(colour: Rgb, kind: BrowKind, size_px = 256): HTMLCanvasElement {
  const { canvas, pen } = createCanvas(size_px * BROW_MOODS.length, size_px);
  const k = THICKNESS[kind];
  BROW_MOODS.forEach((mood, column) => {
    const [arch, inner] = MOODS[mood];
    drawCell(pen, column, 0, size_px, (p) =>
      brush(p, {
        curve: [
          [-0.74, 0.02 + inner * 1.2],
          [-0.3, 0.26 + arch],
          [0.25, 0.32 + arch],
          [0.84, -0.16 - inner * 0.2],
        ],
        widths: [0.05 * k, 0.1 * k, 0.008],
        widest: 0.35,
        colour: css(colour, 0.97),
      }),
    );
  });
  return canvas;
}
