/** The mouth sheet: rest, smile, five visemes (VRM names) and a grin. */
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
}

const OPEN: Partial<Record<MouthShape, OpenMouth>> = {
  aa: { halfWidth: 0.5, top: 0.36, bottom: 0.56, teeth: true, tongue: true },
  ih: { halfWidth: 0.52, top: 0.22, bottom: 0.24, teeth: true, tongue: true },
  ou: { halfWidth: 0.2, top: 0.14, bottom: 0.22, teeth: false, tongue: false },
  ee: { halfWidth: 0.56, top: 0.26, bottom: 0.2, teeth: true, tongue: false },
  oh: { halfWidth: 0.3, top: 0.3, bottom: 0.44, teeth: false, tongue: true },
  grin: { halfWidth: 0.64, top: 0.4, bottom: 0.46, teeth: true, tongue: true },
};

interface Ink {
  line: string;
  lip: string;
  /** Opacity of the lips' tint, 0 to 1. */
  tint: number;
  /** Scale of the lower lip's mark. */
  full: number;
}

function drawOpen(p: Pen, m: OpenMouth, ink: Ink): void {
  const { halfWidth: w, top, bottom } = m;
  const trace = () => {
    p.beginPath();
    p.moveTo(-w, top * 0.9);
    p.bezierCurveTo(-w * 0.5, top * 0.62, w * 0.5, top * 0.62, w, top * 0.9);
    p.bezierCurveTo(w * 0.95, -bottom * 1.25, -w * 0.95, -bottom * 1.25, -w, top * 0.9);
    p.closePath();
  };
  trace();
  p.strokeStyle = ink.lip;
  p.lineJoin = "round";
  p.globalAlpha = ink.tint;
  p.lineWidth = 0.1 + 0.05 * ink.full;
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
    p.bezierCurveTo(w * 0.5, top * 0.3 - 0.05, -w * 0.5, top * 0.3 - 0.05, -w, top * 0.7);
    p.fill();
  }
  p.restore();
  trace();
  p.strokeStyle = ink.line;
  p.lineWidth = 0.035;
  p.stroke();
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
  if (ink.tint > 0.15) {
    p.globalAlpha = ink.tint;
    brush(p, {
      curve: [
        [-w * 0.6, corner * 0.3],
        [-w * 0.3, -corner * 0.7 + 0.06],
        [w * 0.3, -corner * 0.7 + 0.06],
        [w * 0.6, corner * 0.3],
      ],
      widths: [0.01, 0.07 * ink.full, 0.01],
      colour: ink.lip,
    });
    brush(p, {
      curve: [
        [-w * 0.55, -0.03],
        [-w * 0.25, -corner * 0.7 - 0.12],
        [w * 0.25, -corner * 0.7 - 0.12],
        [w * 0.55, -0.03],
      ],
      widths: [0.01, 0.075 * ink.full, 0.01],
      colour: ink.lip,
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
  p.globalAlpha = 0.5;
  brush(p, {
    curve: [
      [-0.16, -0.22],
      [-0.06, -0.27],
      [0.06, -0.27],
      [0.16, -0.22],
    ],
    widths: [0.003, 0.03 * ink.full, 0.003],
    colour: ink.lip,
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
    lip: css(skin.blush),
    tint: Math.max(0, 0.14 + 0.34 * lips),
    full: 1 + 0.5 * lips,
  };
  MOUTH_SHAPES.forEach((shape, column) => {
    const open = OPEN[shape];
    drawCell(pen, column, 0, size_px, (p) => {
      if (open) drawOpen(p, open, ink);
      else if (shape === "smile") drawClosed(p, 0.52, 0.17, ink);
      else drawClosed(p, 0.34, 0.05, ink);
    });
  });
  return canvas;
}
