/** The mouth sheet: rest, smile, five visemes (VRM names) and a grin. */
import { clamp } from "../kit/math";
import type { SkinColours } from "../palettes";
import { brush, createCanvas, css, drawCell, ellipse, type Pen } from "./canvas";

/** Cells of the mouth sheet, in order. */
export const MOUTH_SHAPES = ["neutral", "smile", "aa", "ih", "ou", "ee", "oh", "grin"] as const;
export type MouthShape = (typeof MOUTH_SHAPES)[number];

interface OpenMouth {
  halfWidth: number;
  top: number;
  bottom: number;
  teeth: boolean;
  tongue: boolean;
  /** Rounded lips instead of a wide upper one. */
  round?: boolean;
}

const OPEN: Partial<Record<MouthShape, OpenMouth>> = {
  aa: { halfWidth: 0.5, top: 0.36, bottom: 0.56, teeth: true, tongue: true },
  ih: { halfWidth: 0.46, top: 0.26, bottom: 0.27, teeth: true, tongue: true },
  ou: { halfWidth: 0.17, top: 0.2, bottom: 0.2, teeth: false, tongue: false, round: true },
  ee: { halfWidth: 0.58, top: 0.3, bottom: 0.2, teeth: true, tongue: false },
  oh: { halfWidth: 0.28, top: 0.32, bottom: 0.42, teeth: false, tongue: true, round: true },
  grin: { halfWidth: 0.64, top: 0.4, bottom: 0.46, teeth: true, tongue: true },
};

interface Ink {
  line: string;
  lip: string;
  /** Light on full lips. */
  shine: string;
  /** Opacity of the lips' tint, 0 to 1. */
  tint: number;
  /** Scale of the lower lip's mark. */
  full: number;
}

function drawOpen(p: Pen, m: OpenMouth, ink: Ink): void {
  const { halfWidth: w, top, bottom } = m;
  const trace = () => {
    p.beginPath();
    if (m.round) {
      p.moveTo(-w, 0);
      p.bezierCurveTo(-w, top * 1.1, -w * 0.4, top, 0, top * 0.96);
      p.bezierCurveTo(w * 0.4, top, w, top * 1.1, w, 0);
      p.bezierCurveTo(w, -bottom * 1.3, -w, -bottom * 1.3, -w, 0);
      p.closePath();
      return;
    }
    p.moveTo(-w, top * 0.9);
    p.bezierCurveTo(-w * 0.5, top * 0.62, w * 0.5, top * 0.62, w, top * 0.9);
    p.bezierCurveTo(w * 0.95, -bottom * 1.25, -w * 0.95, -bottom * 1.25, -w, top * 0.9);
    p.closePath();
  };
  trace();
  p.strokeStyle = ink.lip;
  p.lineJoin = "round";
  p.globalAlpha = ink.tint;
  p.lineWidth = 0.2 * ink.full - 0.06;
  p.stroke();
  p.globalAlpha = 1;
  trace();
  p.save();
  p.clip();
  const depth = p.createLinearGradient(0, top, 0, -bottom);
  depth.addColorStop(0, "#5a1228");
  depth.addColorStop(1, "#8e2440");
  p.fillStyle = depth;
  p.fillRect(-1, -1, 2, 2);
  if (m.tongue) ellipse(p, 0, -bottom * 0.98, w * 0.66, bottom * 0.62, "#ef7f8c");
  if (m.teeth) {
    p.fillStyle = "#fffafa";
    p.beginPath();
    p.moveTo(-w, 1);
    p.lineTo(w, 1);
    p.lineTo(w, top * 0.7);
    p.bezierCurveTo(w * 0.5, top * 0.2 - 0.06, -w * 0.5, top * 0.2 - 0.06, -w, top * 0.7);
    p.fill();
  }
  p.restore();
  trace();
  p.strokeStyle = ink.line;
  p.lineWidth = m.round ? 0.045 : 0.035;
  p.stroke();
  if (!m.round)
    brush(p, {
      curve: [
        [-w - 0.04, top * 0.93],
        [-w * 0.5, top * 0.62],
        [w * 0.5, top * 0.62],
        [w + 0.04, top * 0.93],
      ],
      widths: [0.01, 0.034, 0.01],
      colour: ink.line,
    });
  p.globalAlpha = 0.55;
  const low = -bottom * 1.05 - 0.1;
  brush(p, {
    curve: [
      [-w * 0.35, low],
      [-0.1, low - 0.04],
      [0.1, low - 0.04],
      [w * 0.35, low],
    ],
    widths: [0.003, 0.022 * ink.full, 0.003],
    colour: ink.lip,
  });
  p.globalAlpha = 1;
}

function drawClosed(p: Pen, halfWidth: number, corner: number, ink: Ink): void {
  const w = halfWidth;
  const middle = -corner * 0.5;
  const shape = (up: number, down: number) => {
    p.beginPath();
    p.moveTo(-w * 0.9, corner * 0.85);
    p.bezierCurveTo(-w * 0.5, middle + up * 0.9, -w * 0.2, middle + up * 1.6, 0, middle + up);
    p.bezierCurveTo(w * 0.2, middle + up * 1.6, w * 0.5, middle + up * 0.9, w * 0.9, corner * 0.85);
    p.bezierCurveTo(w * 0.5, middle - down * 1.15, -w * 0.5, middle - down * 1.15, -w * 0.9, corner * 0.85);
    p.fill();
  };
  p.fillStyle = ink.lip;
  p.globalAlpha = ink.tint;
  shape(0.1 * ink.full, 0.2 * ink.full);
  p.globalAlpha = 1;
  if (ink.tint > 0.5) {
    p.globalAlpha = 0.4;
    brush(p, {
      curve: [
        [-0.14, middle - 0.13],
        [-0.05, middle - 0.155],
        [0.05, middle - 0.155],
        [0.12, middle - 0.135],
      ],
      widths: [0.003, 0.026, 0.003],
      colour: ink.shine,
    });
    p.globalAlpha = 1;
  }
  brush(p, {
    curve: [
      [-w, corner],
      [-w * 0.5, -corner * 0.7],
      [w * 0.5, -corner * 0.7],
      [w, corner],
    ],
    widths: [0.016, 0.03, 0.016],
    colour: ink.line,
  });
  p.globalAlpha = ink.tint > 0.5 ? 0.32 : 0.6;
  const low = middle - 0.2 * ink.full - 0.02;
  brush(p, {
    curve: [
      [-0.17, low + 0.04],
      [-0.06, low],
      [0.06, low],
      [0.17, low + 0.04],
    ],
    widths: [0.003, 0.02 + 0.012 * ink.full, 0.003],
    colour: ink.tint > 0.5 ? ink.line : ink.lip,
  });
  p.globalAlpha = 1;
}

/**
 * @param lips -1 thin to 1 full
 * @param size_px side of one cell; the sheet is 8 x 1 cells
 */
export function drawMouths(skin: SkinColours, lips: number, size_px = 256): HTMLCanvasElement {
  const { canvas, pen } = createCanvas(size_px * MOUTH_SHAPES.length, size_px);
  const ink: Ink = {
    line: css(skin.mouthLine),
    lip: css(skin.lip),
    shine: css(skin.highlight),
    tint: clamp(0.3 + 0.62 * lips, 0, 0.92),
    full: 1 + 0.55 * lips,
  };
  MOUTH_SHAPES.forEach((shape, column) => {
    const open = OPEN[shape];
    drawCell(pen, column, 0, size_px, (p) => {
      if (open) drawOpen(p, open, ink);
      else if (shape === "smile") drawClosed(p, 0.5 + 0.06 * lips, 0.17, ink);
      else drawClosed(p, 0.35 + 0.05 * lips, 0.05, ink);
    });
  });
  return canvas;
}
