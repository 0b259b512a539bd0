import type { TextLayer } from "../contract";

type Rgb = readonly [number, number, number];
type Context = OffscreenCanvasRenderingContext2D;

/** A text that is ready to be drawn into its canvas. */
export interface Line {
  rows: { text: string; baseline: number }[];
  font: string;
  direction: "ltr" | "rtl";
  size_px: number;
  x: number;
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

function fill(context: Context, line: Line, below = 0): void {
  for (const { text, baseline } of line.rows) context.fillText(text, line.x, baseline + below);
}

function stroke(context: Context, line: Line): void {
  for (const { text, baseline } of line.rows) context.strokeText(text, line.x, baseline);
}

function halo(context: Context, line: Line, colour: Rgb, radius_em: number, strength: number): void {
  // By way of a picture: large emoji cast no shadow when they are drawn as text.
  const letters = new OffscreenCanvas(context.canvas.width, context.canvas.height);
  const pen = letters.getContext("2d", { willReadFrequently: true })!;
  prepare(pen, line);
  pen.fillStyle = css(colour);
  fill(pen, line);
  context.save();
  context.shadowColor = css(colour, strength);
  context.shadowBlur = radius_em * line.size_px;
  context.drawImage(letters, 0, 0);
  context.restore();
}

function plain(context: Context, line: Line): void {
  if (line.glow) halo(context, line, line.glow, 0.3, 0.9);
  context.fillStyle = css(line.colour);
  fill(context, line);
}

/** A glass tube: wide halo, coloured wall, white-hot core. */
function neon(context: Context, line: Line): void {
  const light = line.glow ?? line.colour;
  halo(context, line, light, 0.55, 1);
  halo(context, line, light, 0.22, 1);
  // The core comes last: it hides where outlines of joined letters cross, as in Arabic and Devanagari.
  for (const [width_em, colour] of [
    [0.075, light],
    [0.03, mix(light, WHITE, 0.45)],
  ] as const) {
    context.lineWidth = width_em * line.size_px;
    context.strokeStyle = css(colour);
    stroke(context, line);
  }
  context.fillStyle = css(mix(line.colour, WHITE, 0.35));
  fill(context, line);
}

/** Lamps of an LED wall per em: few enough to be seen; letters of many strokes need more of them. */
const LAMPS_PER_EM = 30;
const LAMPS_PER_EM_DENSE = 42;
const DENSE =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Common}\p{Script=Inherited}]/u;
const LAMP_RADIUS = 0.47;
const CORE_RADIUS = 0.26;
/** Below this share of its area a lamp is off; above, it shines with it, which keeps thin strokes and curves whole. */
const LIT = 0.22;

function led(context: Context, line: Line): void {
  const pitch = line.size_px / (line.rows.some(({ text }) => DENSE.test(text)) ? LAMPS_PER_EM_DENSE : LAMPS_PER_EM);
  if (line.glow) halo(context, line, line.glow, 0.35, 1);
  // The lamps' light on the wall between them.
  context.fillStyle = css(mix(line.colour, BLACK, 0.4));
  fill(context, line);
  const { data, columns, rows } = sampled(line, context.canvas, pitch);
  const lamp = (column: number, row: number, radius: number, colour: string): void => {
    context.fillStyle = colour;
    context.beginPath();
    context.arc((column + 0.5) * pitch, (row + 0.5) * pitch, pitch * radius, 0, Math.PI * 2);
    context.fill();
  };
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = (row * columns + column) * 4;
      const share = data[at + 3]! / 255;
      if (share < LIT) continue;
      const colour: Rgb = [data[at]! / 255, data[at + 1]! / 255, data[at + 2]! / 255];
      lamp(column, row, LAMP_RADIUS, css(mix(colour, WHITE, 0.12), share));
      lamp(column, row, CORE_RADIUS, css(mix(colour, WHITE, 0.62), share));
    }
  }
}

/** The line with one pixel per lamp. */
function sampled(
  line: Line,
  canvas: OffscreenCanvas,
  pitch: number,
): { data: Uint8ClampedArray; columns: number; rows: number } {
  const columns = Math.ceil(canvas.width / pitch);
  const rows = Math.ceil(canvas.height / pitch);
  const lamps = new OffscreenCanvas(columns, rows).getContext("2d", { willReadFrequently: true })!;
  lamps.scale(1 / pitch, 1 / pitch);
  prepare(lamps, line);
  lamps.fillStyle = css(line.colour);
  fill(lamps, line);
  return { data: lamps.getImageData(0, 0, columns, rows).data, columns, rows };
}

/** Light and shade of foil, from the top of the letters to their foot; positive towards white, negative towards black. */
const FOIL_BANDS: readonly [position: number, tone: number][] = [
  [0, 0.7],
  [0.3, 0.1],
  [0.47, -0.3],
  [0.5, 0.85],
  [0.62, 0.25],
  [0.82, -0.12],
  [1, -0.4],
];
/** Sheens across the letters: distance and width in em, and how far they lean. */
const SHEEN = { every_em: 1.9, width_em: 0.34, lean_em: 0.45 };

/** Stamped metal: bands from top to foot, leaning sheens, a bright upper and a dark lower edge. */
function foil(context: Context, line: Line): void {
  const { size_px, colour } = line;
  const tone = (amount: number): string => css(mix(colour, amount > 0 ? WHITE : BLACK, Math.abs(amount)));
  const metal = new OffscreenCanvas(context.canvas.width, context.canvas.height);
  const stamp = metal.getContext("2d", { willReadFrequently: true })!;
  prepare(stamp, line);
  for (const row of line.rows) {
    const bands = stamp.createLinearGradient(0, row.baseline - 0.78 * size_px, 0, row.baseline + 0.06 * size_px);
    for (const [position, amount] of FOIL_BANDS) bands.addColorStop(position, tone(amount));
    stamp.fillStyle = bands;
    stamp.fillText(row.text, line.x, row.baseline);
  }
  stamp.globalCompositeOperation = "source-atop";
  stamp.fillStyle = css(WHITE, 0.38);
  const [width, lean] = [SHEEN.width_em * size_px, SHEEN.lean_em * size_px];
  for (let x = -lean; x < metal.width; x += SHEEN.every_em * size_px) {
    stamp.beginPath();
    stamp.moveTo(x + lean, 0);
    stamp.lineTo(x + lean + width, 0);
    stamp.lineTo(x + width, metal.height);
    stamp.lineTo(x, metal.height);
    stamp.fill();
  }
  if (line.glow) halo(context, line, line.glow, 0.3, 0.9);
  const edge = 0.022 * size_px;
  context.fillStyle = tone(-0.62);
  fill(context, line, edge);
  context.fillStyle = tone(0.8);
  fill(context, line, -edge * 0.6);
  context.drawImage(metal, 0, 0);
}

export const TEXT_LOOKS: Record<TextLayer["look"], TextLook> = { plain, neon, led, foil };
