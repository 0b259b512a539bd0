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
