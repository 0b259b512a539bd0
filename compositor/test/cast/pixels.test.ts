/** The real browser draws the same pixels whatever the order of frames. */
import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const present = spawnSync("chromium-headless-shell", ["--version"]).status === 0;

interface Page {
  evaluate(expression: string): Promise<unknown>;
  close(): Promise<void>;
}

const CELLS = [
  { motion: "sing", beat: 0.3, time_s: 0.2, viseme: "aa" },
  { motion: "hold", beat: 2.1, time_s: 1.1 },
  { motion: "heart", beat: 5, time_s: 2.6 },
];

// Without the system's headless Chromium there is nothing to draw with; `make doctor` says how to install it.
describe.skipIf(!present)("pixels", () => {
  let page: Page;

  beforeAll(async () => {
    const browser = "../../scripts/contact-sheet/browser.mjs";
    page = await ((await import(browser)) as { openPage(): Promise<Page> }).openPage();
  }, 60_000);

  afterAll(async () => {
    await page.close();
  });

  const draw = (character: object, cells: object[]) =>
    page.evaluate(`hashFrames(${JSON.stringify(character)}, ${JSON.stringify(cells)})`) as Promise<string[]>;

  it("are equal for a frame drawn first, last or again, and nothing is left on the GPU", async () => {
    const character = { hair_style: "long_wavy", fringe: "side", glasses: "round" };
    const forwards = await draw(character, CELLS);
    const backwards = await draw(character, [...CELLS].reverse());
    expect(forwards.pop()).toBe("0 geometries 0 textures");
    backwards.pop();
    expect(backwards.reverse()).toEqual(forwards);
    expect(new Set(forwards).size).toBe(CELLS.length);
    for (const line of forwards) expect(Number(line.split(" ")[1])).toBeGreaterThan(320 * 240 * 0.2);
  }, 60_000);

  it("differ between two characters", async () => {
    const [one] = await draw({ skin_tone: 2 }, CELLS);
    const [other] = await draw({ skin_tone: 9 }, CELLS);
    expect(one).not.toBe(other);
  }, 60_000);
});
