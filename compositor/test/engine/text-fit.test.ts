import { describe, expect, it } from "vitest";
import { directionOf, fitLine, fontOf, type Ink } from "../../src/layers/text-fit";

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
  it("puts the layer's own family before the system's", () => {
    expect(fontOf("Dela", 800, 40)).toMatch(/^800 40px "Dela", "Noto Sans".*"Noto Color Emoji", sans-serif$/);
    expect(fontOf("serif", 400, 12)).toMatch(/^400 12px "Noto Sans".*, serif$/);
  });
});
