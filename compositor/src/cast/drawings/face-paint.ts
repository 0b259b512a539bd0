/** What is painted on the skin: blush, nose, light on the nose, stubble and the ground of beards. Planar map, 1 x 1 head. */
import { mixRgb, type Rgb, randomFrom } from "../kit/math";
import type { SkinColours } from "../palettes";
import type { FaceProportions, FacialHair } from "../types";
import { brush, createCanvas, css, ellipse, type Pen, spot } from "./canvas";

export interface FacePaintOptions {
  face: FaceProportions;
  facialHair?: FacialHair;
  /** Colour of facial hair and of shaved hair. */
  hair?: Rgb;
  size_px?: number;
}

function paintNose(p: Pen, skin: SkinColours, nose: number): void {
  const w = 0.022 * (1 + 0.45 * nose);
  spot(p, 0, -0.205, 0.05, 0.04, skin.blush, 0.22);
  brush(p, {
    curve: [
      [-w, -0.232],
      [-w * 0.36, -0.243],
      [w * 0.36, -0.243],
      [w, -0.232],
    ],
    widths: [0.0008, 0.004, 0.0008],
    colour: css(skin.line, 0.75),
  });
  if (nose > 0.2)
    for (const s of [1, -1])
      brush(p, {
        curve: [
          [s * w, -0.236],
          [s * (w + 0.012), -0.232],
          [s * (w + 0.016), -0.22],
          [s * (w + 0.01), -0.208],
        ],
        widths: [0.001, 0.0026, 0.0006],
        colour: css(skin.line, 0.6 * nose),
      });
  ellipse(p, -0.006, -0.188, 0.009 * (1 + 0.2 * nose), 0.013, css(skin.highlight, 0.85));
}

/** Soft ground of a beard and its stubble dots. */
function paintStubble(p: Pen, hair: Rgb, strength: number): void {
  for (const s of [1, -1]) {
    spot(p, s * 0.2, -0.36, 0.16, 0.15, hair, 0.36 * strength);
    spot(p, s * 0.3, -0.22, 0.06, 0.12, hair, 0.34 * strength);
  }
  spot(p, 0, -0.45, 0.2, 0.08, hair, 0.5 * strength);
  spot(p, 0, -0.284, 0.13, 0.03, hair, 0.26 * strength);
  const random = randomFrom(77);
  p.fillStyle = css(hair, 0.35 * strength);
  for (let k = 0; k < 420; k++) {
    const x = (random() * 2 - 1) * 0.33;
    const y = -0.5 + random() * 0.25;
    if (Math.hypot(x / 0.13, (y + 0.34) / 0.07) < 1 || Math.abs(x) < 0.16 - (y + 0.26) * 9) continue;
    p.fillRect(x, y, 0.0035, 0.0035);
  }
}

function paintMoustache(p: Pen, hair: Rgb): void {
  for (const s of [1, -1])
    brush(p, {
      curve: [
        [s * 0.004, -0.272],
        [s * 0.04, -0.258],
        [s * 0.08, -0.276],
        [s * 0.112, -0.312],
      ],
      widths: [0.012, 0.019, 0.002],
      widest: 0.4,
      colour: css(hair, 0.96),
    });
}

function paintGoatee(p: Pen, hair: Rgb): void {
  p.fillStyle = css(hair, 0.95);
  p.beginPath();
  p.moveTo(-0.062, -0.418);
  p.bezierCurveTo(-0.03, -0.436, 0.03, -0.436, 0.062, -0.418);
  p.bezierCurveTo(0.1, -0.46, 0.07, -0.5, 0, -0.505);
  p.bezierCurveTo(-0.07, -0.5, -0.1, -0.46, -0.062, -0.418);
  p.fill();
  ellipse(p, 0, -0.402, 0.016, 0.014, css(hair, 0.8));
}

export function drawFacePaint(skin: SkinColours, options: FacePaintOptions): HTMLCanvasElement {
  const { face, facialHair = "none", hair = skin.line, size_px = 1024 } = options;
  const { canvas, pen } = createCanvas(size_px, size_px);
  pen.translate(size_px / 2, size_px / 2);
  pen.scale(size_px, -size_px);
  for (const s of [1, -1]) {
    spot(pen, s * 0.205, -0.235, 0.125, 0.0775, skin.blush, 0.62);
    spot(pen, s * 0.17, -0.04, 0.15, 0.075, skin.blush, 0.22);
    pen.strokeStyle = css(skin.blush, 0.55);
    pen.lineWidth = 0.005;
    pen.lineCap = "round";
    for (let i = -1; i <= 1; i++) {
      pen.beginPath();
      pen.moveTo(s * 0.215 + i * 0.032 - 0.01, -0.25);
      pen.lineTo(s * 0.215 + i * 0.032 + 0.01, -0.222);
      pen.stroke();
    }
  }
  const beard = mixRgb(hair, skin.shade, 0.25);
  if (facialHair === "stubble") paintStubble(pen, beard, 0.8);
  if (facialHair === "full") paintStubble(pen, beard, 1);
  if (facialHair === "moustache" || facialHair === "full") paintMoustache(pen, hair);
  if (facialHair === "goatee") {
    paintStubble(pen, beard, 0.35);
    paintMoustache(pen, hair);
    paintGoatee(pen, hair);
  }
  paintNose(pen, skin, face.nose);
  spot(pen, 0, -0.435, 0.09, 0.0315, skin.shade, 0.35);
  return canvas;
}
