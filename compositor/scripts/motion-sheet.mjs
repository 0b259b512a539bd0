// Draws what the motions look like:
//
//   node scripts/motion-sheet.mjs ../docs/pictures/motions.jpg     six moments of every motion, with labels
//   node scripts/motion-sheet.mjs frames spin 1 out                every frame of one loop (seed 1) at 24 a second, 120 bpm
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openPage } from "./contact-sheet/browser.mjs";

const MOMENTS = 6;
const BEATS_PER_FRAME = 1 / 12;
const WHOLE = { position: [0.9, 3.9, 15], at: [0, 3.2, 0], fov: 26 };
const HAIR = ["ponytail", "long_wavy", "bob", "afro", "twin_tails", "two_block"];
const OUTFITS = ["night", "white", "ruby"];

const cellOf = (motion, k, beat, seed) => ({
  character: { hair_style: HAIR[k % HAIR.length], outfit: OUTFITS[k % OUTFITS.length], skin_tone: 2 + ((k * 3) % 8) },
  lod: "medium",
  motion,
  beat,
  seed,
  camera: WHOLE,
});

async function sheet(page, file) {
  const loops = await page.evaluate("loopBeats()");
  const cells = Object.entries(loops).flatMap(([motion, beats], k) =>
    Array.from({ length: MOMENTS }, (_, n) => ({
      ...cellOf(motion, k, (n * Math.min(beats, 8)) / MOMENTS, 1),
      label: n ? undefined : motion,
    })),
  );
  const layout = { columns: 2 * MOMENTS, width: 136, height: 184, jpegQuality: 0.6, cells };
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
