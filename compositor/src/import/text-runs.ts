import type { TextRun } from "../contract";
import { loadTextFonts } from "../layers/text-fonts";

type Context = OffscreenCanvasRenderingContext2D;

/** The project's fonts that each text needs, once they are loaded. */
const families = new Map<string, string[]>();
/** The project's fonts are bold; they stand in for others from this weight on. */
const BOLD = 600;
const NOBODYS = "\u{10ffff}";
const FAR_ABOVE = 1.2;
const FAR_BELOW = 0.5;
let measuring: Context | null = null;

/** Loads the project's fonts for a text. */
export async function loadTextRun(text: string): Promise<void> {
  if (!families.has(text)) families.set(text, (await loadTextFonts(text.replaceAll("\n", " "))).families);
}

export function fillTextRun(context: Context, words: TextRun): void {
  forEachLine(context, words, (line, x, y) => context.fillText(line, x, y));
}

export function strokeTextRun(context: Context, words: TextRun): void {
  forEachLine(context, words, (line, x, y) => context.strokeText(line, x, y));
}

/** x and y of two corners that hold the words, one after the other. */
export function cornersOfTextRun(words: TextRun): number[] {
  measuring ??= new OffscreenCanvas(1, 1).getContext("2d");
  if (!measuring) return [];
  const corners: number[] = [];
  const context = measuring;
  forEachLine(context, words, (line, x, y) => {
    const width = context.measureText(line).width;
    corners.push(x, y - FAR_ABOVE * words.size_px, x + width, y + FAR_BELOW * words.size_px);
  });
  return corners;
}

/** Calls `draw` with each line's text, left end and baseline. */
function forEachLine(context: Context, words: TextRun, draw: (line: string, x: number, y: number) => void): void {
  setFont(context, words);
  context.letterSpacing = `${words.tracking_px}px`;
  context.textAlign = "left";
  const share = { left: 0, center: 0.5, right: 1 }[words.align];
  for (const [index, line] of linesOf(context, words).entries()) {
    // The space after the last letter is not part of the line.
    const width = context.measureText(line).width - words.tracking_px;
    const free = (words.width_px ?? 0) - width;
    draw(line, words.left_px + share * free, words.baseline_px + index * words.line_px);
  }
}

function linesOf(context: Context, { text, width_px }: TextRun): string[] {
  const lines = text.split("\n");
  return width_px === null ? lines : lines.flatMap((line) => broken(context, line, width_px));
}

/** A line as lines that fit, broken at spaces. */
function broken(context: Context, line: string, width: number): string[] {
  const lines: string[] = [];
  let row = "";
  for (const word of line.split(" ")) {
    const longer = row ? `${row} ${word}` : word;
    if (row && context.measureText(longer).width > width) {
      lines.push(row);
      row = word;
    } else row = longer;
  }
  return [...lines, row];
}

/** The font of that name, of the template or the machine; else the machine's, or for bold text the project's. */
function setFont(context: Context, { text, family, weight, italic, size_px }: TextRun): void {
  const style = `${italic ? "italic " : ""}${weight} ${size_px}px "${family.replaceAll('"', "")}"`;
  context.font = `${style}, sans-serif`;
  if (weight < BOLD && drawsAll(context, text)) return;
  const own = (families.get(text) ?? []).map((name) => `"${name}"`);
  context.font = [style, ...own, "sans-serif"].join(", ");
}

/** Whether the machine has a glyph for every character; what it lacks is as wide as a character that nobody has. */
function drawsAll(context: Context, text: string): boolean {
  const lacking = context.measureText(NOBODYS).width;
  return [...text].every((character) => character.trim() === "" || context.measureText(character).width !== lacking);
}
