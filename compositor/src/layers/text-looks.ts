import type { TextLayer } from "../contract";

type Rgb = readonly [number, number, number];
type Context = OffscreenCanvasRenderingContext2D;

/** A line that is ready to be drawn into its canvas. */
export interface Line {
  text: string;
  font: string;
  direction: "ltr" | "rtl";
  size_px: number;
  x: number;
  baseline: number;
  colour: Rgb;
  glow: Rgb | null;
}

export type TextLook = (context: Context, line: Line) => void;

export function css([r, g, b]: Rgb, alpha = 1): string {
  const byte = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 255);
  return `rgba(${byte(r)}, ${byte(g)}, ${byte(b)}, ${alpha})`;
}

export function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return [0, 1, 2].map((i) => a[i]! + (b[i]! - a[i]!) * share) as unknown as Rgb;
}

const WHITE: Rgb = [1, 1, 1];
const BLACK: Rgb = [0, 0, 0];

/** Sets what every pass over a line shares. */
export function prepare(context: Context, line: Line): void {
  context.font = line.font;
  context.direction = line.direction;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.lineJoin = "round";
}

function halo(context: Context, line: Line, colour: Rgb, radius_em: number, strength: number): void {
  context.save();
  context.shadowColor = css(colour, strength);
  context.shadowBlur = radius_em * line.size_px;
  context.fillStyle = css(colour);
  context.fillText(line.text, line.x, line.baseline);
  context.restore();
}

function plain(context: Context, line: Line): void {
  if (line.glow) halo(context, line, line.glow, 0.3, 0.9);
  context.fillStyle = css(line.colour);
  context.fillText(line.text, line.x, line.baseline);
}

/** A glass tube: wide halo, coloured wall, white-hot core. */
function neon(context: Context, line: Line): void {
  const light = line.glow ?? line.colour;
  halo(context, line, light, 0.55, 1);
  halo(context, line, light, 0.22, 1);
  context.lineWidth = 0.075 * line.size_px;
  context.strokeStyle = css(light);
  context.strokeText(line.text, line.x, line.baseline);
  context.fillStyle = css(mix(line.colour, WHITE, 0.35));
  context.fillText(line.text, line.x, line.baseline);
  context.lineWidth = 0.018 * line.size_px;
  context.strokeStyle = css(mix(light, WHITE, 0.55));
  context.strokeText(line.text, line.x, line.baseline);
}

/** Lamps of an LED wall per em: enough for Hangul and Han, few enough to be seen. */
const LAMPS_PER_EM = 34;
const LIT = 0.3;

function led(context: Context, line: Line): void {
  const { width, height } = context.canvas;
  const pitch = line.size_px / LAMPS_PER_EM;
  const columns = Math.ceil(width / pitch);
  const rows = Math.ceil(height / pitch);
  const lamps = new OffscreenCanvas(columns, rows).getContext("2d", { willReadFrequently: true })!;
  lamps.scale(1 / pitch, 1 / pitch);
  prepare(lamps, line);
  lamps.fillStyle = css(line.colour);
  lamps.fillText(line.text, line.x, line.baseline);
  const { data } = lamps.getImageData(0, 0, columns, rows);
  if (line.glow) {
    halo(context, line, line.glow, 0.35, 0.8);
    eraseLine(context, line);
  }
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = (row * columns + column) * 4;
      const alpha = data[at + 3]! / 255;
      if (alpha < LIT) continue;
      const colour: Rgb = [data[at]! / 255, data[at + 1]! / 255, data[at + 2]! / 255];
      context.fillStyle = css(mix(colour, WHITE, 0.2 * alpha), 0.45 + 0.55 * alpha);
      context.beginPath();
      context.arc((column + 0.5) * pitch, (row + 0.5) * pitch, pitch * 0.42, 0, Math.PI * 2);
      context.fill();
    }
  }
}

/** Leaves only the light around the letters, so that the lamps stand on dark. */
function eraseLine(context: Context, line: Line): void {
  context.save();
  context.globalCompositeOperation = "destination-out";
  context.fillStyle = "rgba(0, 0, 0, 0.75)";
  context.fillText(line.text, line.x, line.baseline);
  context.restore();
}

/** Stamped metal: a banded gradient, a bright upper and a dark lower edge. */
function foil(context: Context, line: Line): void {
  const { size_px, baseline, colour } = line;
  if (line.glow) halo(context, line, line.glow, 0.3, 0.9);
  const edge = 0.022 * size_px;
  context.fillStyle = css(mix(colour, BLACK, 0.62));
  context.fillText(line.text, line.x, baseline + edge);
  context.fillStyle = css(mix(colour, WHITE, 0.8));
  context.fillText(line.text, line.x, baseline - edge * 0.6);
  const bands = context.createLinearGradient(0, baseline - 0.8 * size_px, 0.25 * size_px, baseline + 0.15 * size_px);
  bands.addColorStop(0, css(mix(colour, WHITE, 0.65)));
  bands.addColorStop(0.38, css(colour));
  bands.addColorStop(0.5, css(mix(colour, BLACK, 0.34)));
  bands.addColorStop(0.56, css(mix(colour, WHITE, 0.85)));
  bands.addColorStop(0.72, css(colour));
  bands.addColorStop(1, css(mix(colour, BLACK, 0.42)));
  context.fillStyle = bands;
  context.fillText(line.text, line.x, baseline);
}

export const TEXT_LOOKS: Record<TextLayer["look"], TextLook> = { plain, neon, led, foil };
