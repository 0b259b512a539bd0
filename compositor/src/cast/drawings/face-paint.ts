/** What is painted on the skin: blush, nose, stubble and the ground of beards, freckles, age lines. Planar map, 1 x 1 head. */
import { clamp, mixRgb, type Rgb, randomFrom } from "../kit/math";
import type { SkinColours } from "../palettes";
import type { FaceProportions, FacialHair } from "../types";
import { brush, createCanvas, css, ellipse, type Pen, polygon, type Stroke, spot } from "./canvas";

/** Strength of the painted ground under each kind of facial hair. */
const STUBBLE: Readonly<Record<FacialHair, number>> = { none: 0, stubble: 1, moustache: 0, goatee: 0.45, full: 0.9 };

export interface FacePaintOptions {
  face: FaceProportions;
  facialHair?: FacialHair;
  /** Colour of facial hair and of shaved hair. */
  hair?: Rgb;
  freckles?: boolean;
  /** Strength of age lines, 0 to 1. */
  age?: number;
  size_px?: number;
}

/** Light on forehead, bridge of the nose, cheekbones and chin. */
function paintSheen(p: Pen, skin: SkinColours): void {
  spot(p, -0.05, 0.16, 0.17, 0.075, skin.highlight, skin.sheen);
  spot(p, 0, -0.09, 0.026, 0.08, skin.highlight, skin.sheen * 0.7);
  spot(p, -0.215, -0.175, 0.085, 0.035, skin.highlight, skin.sheen * 1.5);
  spot(p, 0.215, -0.175, 0.075, 0.03, skin.highlight, skin.sheen);
  spot(p, -0.012, -0.432, 0.05, 0.022, skin.highlight, skin.sheen);
}

/** Under the tip a line, on the side away from the key light a wedge of shade, wings where it is wide. */
function paintNose(p: Pen, skin: SkinColours, nose: number): void {
  const w = 0.031 * (1 + 0.66 * nose);
  spot(p, 0, -0.205, 0.035 + w, 0.04, skin.blush, 0.22);
  polygon(
    p,
    [
      [0.005, -0.165 - 0.012 * nose],
      [w * 0.75, -0.212],
      [w * 0.9, -0.229],
      [w * 0.2, -0.24],
      [0.001, -0.222],
    ],
    css(skin.shade, 0.7),
  );
  brush(p, {
    curve: [
      [-w, -0.232],
      [-w * 0.36, -0.244],
      [w * 0.36, -0.244],
      [w, -0.232],
    ],
    widths: [0.0008, 0.005, 0.0008],
    colour: css(skin.line, 0.85),
  });
  const wings = clamp(0.15 + nose);
  if (wings > 0)
    for (const s of [1, -1])
      brush(p, {
        curve: [
          [s * w * 0.98, -0.236],
          [s * (w + 0.01), -0.235],
          [s * (w + 0.0135), -0.222],
          [s * (w + 0.006), -0.208],
        ],
        widths: [0.001, 0.004, 0.0006],
        colour: css(skin.line, 0.85 * wings),
      });
  if (nose < -0.2)
    brush(p, {
      curve: [
        [0.011, -0.12],
        [0.012, -0.15],
        [0.011, -0.17],
        [0.008, -0.19],
      ],
      widths: [0.0005, 0.0022, 0.0006],
      colour: css(skin.line, -0.5 * nose),
    });
  ellipse(p, -0.007, -0.19, 0.0105 * (1 + 0.4 * nose), 0.0135, css(skin.highlight, 0.85));
}

/** Where a beard grows: cheek line, moustache, jaw; the lips are left out. */
function traceBeard(p: Pen, inset: number): void {
  p.beginPath();
  p.moveTo(-0.42, -0.02);
  p.bezierCurveTo(-0.33 + inset, -0.16, -0.27 + inset, -0.25 - inset, -0.13, -0.262 - inset);
  p.bezierCurveTo(-0.08, -0.25 - inset, -0.03, -0.256 - inset, 0, -0.262 - inset);
  p.bezierCurveTo(0.03, -0.256 - inset, 0.08, -0.25 - inset, 0.13, -0.262 - inset);
  p.bezierCurveTo(0.27 - inset, -0.25 - inset, 0.33 - inset, -0.16, 0.42, -0.02);
  p.lineTo(0.42, -0.56);
  p.lineTo(-0.42, -0.56);
  p.closePath();
  p.ellipse(0, -0.336, 0.07 + inset, 0.024 + inset, 0, 0, Math.PI * 2);
}

/** A ground that thickens inwards, and short hairs. */
function paintStubble(p: Pen, hair: Rgb, strength: number): void {
  p.fillStyle = css(hair, 0.085 * strength);
  for (let layer = 0; layer < 5; layer++) {
    traceBeard(p, layer * 0.005);
    p.fill("evenodd");
  }
  p.save();
  traceBeard(p, 0.002);
  p.clip("evenodd");
  const random = randomFrom(77);
  p.strokeStyle = css(hair, 0.42 * strength);
  p.lineWidth = 0.0026;
  p.beginPath();
  for (let k = 0; k < 1100; k++) {
    const x = (random() * 2 - 1) * 0.36;
    const y = -0.52 + random() * 0.34;
    p.moveTo(x, y);
    p.lineTo(x + (random() - 0.5) * 0.004 + x * 0.01, y - 0.006);
  }
  p.stroke();
  p.restore();
}

function paintFreckles(p: Pen, skin: SkinColours): void {
  const random = randomFrom(29);
  const colour = mixRgb(skin.line, skin.shade, 0.35);
  for (let k = 0; k < 58; k++) {
    const along = random() * 2 - 1;
    const x = along * 0.27;
    const y = -0.222 + 0.02 * Math.cos(along * 3) + (random() - 0.5) * 0.075;
    const r = 0.0028 + 0.0034 * random();
    if (Math.abs(x) < 0.03 && y < -0.215) continue;
    ellipse(p, x, y, r, r * 0.85, css(colour, 0.32 + 0.28 * random()));
  }
}

/** Lines from the nose to the corners of the mouth, under the eyes and beside them. */
function paintAge(p: Pen, skin: SkinColours, age: number): void {
  const strokes: readonly Stroke["curve"][] = [
    [
      [0.052, -0.226],
      [0.085, -0.24],
      [0.105, -0.265],
      [0.118, -0.302],
    ],
    [
      [0.085, -0.222],
      [0.12, -0.243],
      [0.17, -0.246],
      [0.215, -0.232],
    ],
    [
      [0.288, -0.135],
      [0.3, -0.14],
      [0.31, -0.146],
      [0.32, -0.156],
    ],
    [
      [0.29, -0.105],
      [0.302, -0.104],
      [0.312, -0.104],
      [0.324, -0.106],
    ],
  ];
  for (const s of [1, -1])
    for (const curve of strokes)
      brush(p, {
        curve: curve.map(([x, y]) => [s * x, y] as const) as unknown as Stroke["curve"],
        widths: [0.0006, 0.0036, 0.0006],
        colour: css(mixRgb(skin.line, skin.shade, 0.3), 0.75 * age),
      });
}

export function drawFacePaint(skin: SkinColours, options: FacePaintOptions): HTMLCanvasElement {
  const { face, facialHair = "none", hair = skin.line, size_px = 1024 } = options;
  const { canvas, pen } = createCanvas(size_px, size_px);
  pen.translate(size_px / 2, size_px / 2);
  pen.scale(size_px, -size_px);
  paintSheen(pen, skin);
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
  if (options.freckles) paintFreckles(pen, skin);
  const stubble = STUBBLE[facialHair];
  if (stubble > 0) paintStubble(pen, mixRgb(hair, skin.line, 0.5), stubble);
  paintNose(pen, skin, face.nose);
  if (options.age) paintAge(pen, skin, options.age);
  spot(pen, 0, -0.435, 0.09, 0.0315, skin.shade, 0.35);
  return canvas;
}
