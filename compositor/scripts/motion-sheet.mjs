// Draws what the motions look like:
//
//   node scripts/motion-sheet.mjs ../docs/pictures/motions.jpg     six moments of every motion, with labels
//   node scripts/motion-sheet.mjs frames spin 1 out                every frame of one loop (seed 1) at 24 a second, 120 bpm
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openPage } from "./contact-sheet/browser.mjs";

/** Beats at which a motion is shown: by its name, else by the length of its loop. */
const MOMENTS = {
  4: [0, 0.6, 1, 2, 2.55, 3],
  8: [0, 0.6, 1, 1.5, 2, 3],
  sing: [0, 3.5, 6, 9, 14, 18],
  spin: [0, 1, 2.1, 4, 5.5, 7],
  point_drop: [0, 2, 3.6, 4, 5.5, 7],
  arm_heart: [0, 2, 3, 4, 5, 7],
};
const COLUMNS = 12;
const BEATS_PER_FRAME = 1 / 12;
const WHOLE = { position: [0.9, 3.9, 15], at: [0, 3.12, 0], fov: 25 };
const DANCERS = [
  { hair_style: "ponytail", hair_colour: "ink", skin_tone: 3 },
  { hair_style: "afro", hair_colour: "espresso", skin_tone: 8 },
  { hair_style: "long_wavy", hair_colour: "auburn", skin_tone: 2 },
  { hair_style: "two_block", hair_colour: "brown", skin_tone: 5 },
  { hair_style: "twin_tails", hair_colour: "ink", skin_tone: 6 },
  { hair_style: "bob", hair_colour: "blonde", skin_tone: 4 },
];
const OUTFITS = ["night", "white", "ruby"];

const cellOf = (motion, k, beat, seed) => ({
  character: { ...DANCERS[k % DANCERS.length], outfit: OUTFITS[k % OUTFITS.length] },
  lod: "medium",
  motion,
  beat,
  seed,
  camera: WHOLE,
});

async function sheet(page, file) {
  const loops = await page.evaluate("loopBeats()");
  const cells = Object.entries(loops).flatMap(([motion, beats], k) =>
    (MOMENTS[motion] ?? MOMENTS[beats]).map((beat, n) => ({ ...cellOf(motion, k, beat, 1), label: n ? undefined : motion })),
  );
  const layout = { columns: COLUMNS, width: 136, height: 184, jpegQuality: 0.56, cells };
  const { png } = await page.evaluate(`drawSheet(${JSON.stringify(layout)})`);
  writeFileSync(file, Buffer.from(png, "base64"));
}

async function frames(page, motion, seed, folder) {
  const beats = (await page.evaluate("loopBeats()"))[motion];
  mkdirSync(folder, { recursive: true });
  for (let frame = 0; frame < beats / BEATS_PER_FRAME; frame++) {
    const cell = cellOf(motion, 0, frame * BEATS_PER_FRAME, seed);
    const { png } = await page.evaluate(`drawSheet(${JSON.stringify({ columns: 1, width: 360, height: 480, cells: [cell] })})`);
    writeFileSync(join(folder, `${String(frame).padStart(4, "0")}.png`), Buffer.from(png, "base64"));
  }
}

const [first, motion, seed, folder] = process.argv.slice(2);
const page = await openPage();
try {
  if (first === "frames") await frames(page, motion, Number(seed), folder);
  else await sheet(page, first);
} finally {
  await page.close();
}
