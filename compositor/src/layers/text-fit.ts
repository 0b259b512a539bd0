/** Space that a line of text takes, in em of its font size; distances from the anchor, all positive outwards. */
export interface Ink {
  left: number;
  right: number;
  ascent: number;
  descent: number;
}

/** A line that fits its box. */
export interface FittedLine {
  size_px: number;
  /** Size of the ink, in pixels; its middle is the box's. */
  width: number;
  height: number;
  /** The anchor, in pixels from the ink's top left corner. */
  x: number;
  baseline: number;
}

/** Capitals are about this tall; a name without tall letters is not blown up beyond them. */
const CAP_HEIGHT_EM = 0.74;

/** The largest size at which the ink fits into `width` x `height` pixels. */
export function fitLine(ink: Ink, width: number, height: number): FittedLine {
  const ascent = Math.max(ink.ascent, CAP_HEIGHT_EM);
  const descent = Math.max(ink.descent, 0);
  const inkWidth = Math.max(ink.left + ink.right, 1e-3);
  const size_px = Math.min(width / inkWidth, height / (ascent + descent));
  return {
    size_px,
    width: inkWidth * size_px,
    height: (ascent + descent) * size_px,
    x: ink.left * size_px,
    baseline: ascent * size_px,
  };
}

/** A second row has to make the letters larger by this much. */
const WORTH_A_ROW = 1.25;
const GAP_EM = 0.14;

/** Rows below each other and the space that they take together; the anchor is that of the first. */
export interface Rows {
  texts: string[];
  ink: Ink;
  /** Distance between baselines, in em. */
  leading: number;
}

/** The text in one row or, where that makes it clearly larger, broken into two at a space. */
export function breakIntoRows(text: string, measure: (text: string) => Ink, width: number, height: number): Rows {
  const one: Rows = { texts: [text], ink: measure(text), leading: 0 };
  const sizeOf = ({ ink }: Rows): number => fitLine(ink, width, height).size_px;
  let best = one;
  let least = sizeOf(one) * WORTH_A_ROW;
  for (const { index } of text.matchAll(/ /g)) {
    const rows = stacked(text.slice(0, index), text.slice(index + 1), measure);
    if (sizeOf(rows) <= least) continue;
    best = rows;
    least = sizeOf(rows);
  }
  return best;
}

function stacked(first: string, second: string, measure: (text: string) => Ink): Rows {
  const [upper, lower] = [measure(first), measure(second)];
  const leading = Math.max(1, upper.descent + lower.ascent + GAP_EM);
  const ink = {
    left: Math.max(upper.left, lower.left),
    right: Math.max(upper.right, lower.right),
    ascent: upper.ascent,
    descent: leading + lower.descent,
  };
  return { texts: [first, second], ink, leading };
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const STRONG = /\p{L}/u;

/** Direction of a line: that of its first letter. */
export function directionOf(text: string): "ltr" | "rtl" {
  const first = text.match(STRONG)?.[0];
  return first && RIGHT_TO_LEFT.test(first) ? "rtl" : "ltr";
}

const GENERIC = new Set(["serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui"]);

/** CSS font of a layer: its own family first, then the project's fonts for what that lacks. */
export function fontOf(family: string, weight: number, size_px: number, fallbacks: readonly string[]): string {
  const own = GENERIC.has(family) ? [] : [family];
  const families = [...own, ...fallbacks].map((name) => `"${name.replaceAll('"', "")}"`);
  return `${weight} ${size_px}px ${families.join(", ") || "sans-serif"}`;
}
