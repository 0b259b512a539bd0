import { describe, expect, it } from "vitest";
import { breakIntoRows, directionOf, fitLine, fontOf, type Ink } from "../../src/layers/text-fit";
import { fontsFor, type NameFont } from "../../src/layers/text-fonts";

describe("fitLine", () => {
  const box = { width: 800, height: 100 };

  it.each<[string, Ink]>([
    ["a long name", { left: 12, right: 12, ascent: 0.75, descent: 0.2 }],
    ["a short one", { left: 0.4, right: 0.5, ascent: 0.72, descent: 0 }],
    ["stacked accents", { left: 2, right: 2, ascent: 1.2, descent: 0.5 }],
    ["uneven ink", { left: 0.1, right: 3, ascent: 0.6, descent: 0.3 }],
  ])("keeps %s inside the box", (_, ink) => {
    const { size_px, width, height, x, baseline } = fitLine(ink, box.width, box.height);
    expect(width).toBeLessThanOrEqual(box.width + 1e-6);
    expect(height).toBeLessThanOrEqual(box.height + 1e-6);
    expect(x - ink.left * size_px).toBeCloseTo(0, 6);
    expect(x + ink.right * size_px).toBeCloseTo(width, 6);
    expect(baseline - ink.ascent * size_px).toBeGreaterThanOrEqual(-1e-6);
    expect(baseline + ink.descent * size_px).toBeCloseTo(height, 6);
    const fillsWidth = Math.abs(width - box.width) < 1e-6;
    const fillsHeight = Math.abs(height - box.height) < 1e-6;
    expect(fillsWidth || fillsHeight).toBe(true);
  });

  it("does not blow up letters without ascenders", () => {
    const low = fitLine({ left: 0.5, right: 0.5, ascent: 0.5, descent: 0 }, box.width, box.height);
    expect(low.size_px).toBeCloseTo(100 / 0.74, 6);
  });
});

describe("breakIntoRows", () => {
  const measure = (text: string): Ink => ({
    left: text.length * 0.3,
    right: text.length * 0.3,
    ascent: 0.75,
    descent: 0.2,
  });

  it.each<[string, number, string[]]>([
    ["Ana", 300, ["Ana"]],
    ["Ana Li", 300, ["Ana Li"]],
    ["Ana Maria de la Cruz", 300, ["Ana Maria", "de la Cruz"]],
    ["Ana Maria de la Cruz", 4000, ["Ana Maria de la Cruz"]],
    ["Wolfeschlegelsteinhausenbergerdorff", 300, ["Wolfeschlegelsteinhausenbergerdorff"]],
  ])("%s in %d x 100", (text, width, expected) => {
    const { texts, ink } = breakIntoRows(text, measure, width, 100);
    expect(texts).toEqual(expected);
    expect(fitLine(ink, width, 100).height).toBeLessThanOrEqual(100 + 1e-6);
  });
});

describe("directionOf", () => {
  it("is that of the first letter", () => {
    expect(directionOf("Zoë")).toBe("ltr");
    expect(directionOf("مريم")).toBe("rtl");
    expect(directionOf("✨ שרה")).toBe("rtl");
    expect(directionOf("김하늘 مريم")).toBe("ltr");
    expect(directionOf("123 🎤")).toBe("ltr");
  });
});

describe("fontOf", () => {
  it("puts the layer's own family before the project's", () => {
    expect(fontOf("Dela", 800, 40, ["Noto A", "Noto B"])).toBe('800 40px "Dela", "Noto A", "Noto B"');
    expect(fontOf("serif", 400, 12, ["Noto A"])).toBe('400 12px "Noto A"');
  });
});

describe("fontsFor", () => {
  const font = (file: string, ...ranges: [number, number][]): NameFont => ({ file, family: file, ranges });
  const latin = font("latin", [0x20, 0x7e], [0xc0, 0x24f], [0x300, 0x36f]);
  const hangul = font("hangul", [0xac00, 0xd7a3]);
  const emoji = font("emoji", [0x20, 0x39], [0x20e3, 0x20e3], [0x2764, 0x2764], [0x1f3a4, 0x1f3a4]);
  const all = [latin, hangul, emoji];

  it.each<[string, NameFont[], boolean]>([
    ["Zoe\u0308 7", [latin], true],
    ["김 7", [latin, hangul], true],
    ["7\ufe0f\u20e3", [emoji], true],
    ["\u2764\ufe0f", [emoji], true],
    ["김\u0301", [], false],
    ["A\u0915", [latin], false],
  ])("finds those of %s", (text, fonts, complete) => {
    expect(fontsFor(text, all)).toEqual({ fonts, complete });
  });
});
