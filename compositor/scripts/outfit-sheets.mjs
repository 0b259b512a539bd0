// Draws every outfit with its name, then each cut from the side and from behind:
//
//   node scripts/outfit-sheets.mjs ../docs/pictures      writes outfits.jpg
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openPage } from "./contact-sheet/browser.mjs";

const VIEWS = {
  front: { position: [1.2, 3.2, 13.2], at: [0, 2.74, 0], fov: 27.8 },
  side: { position: [9.4, 3.4, 9.4], at: [0, 2.74, 0], fov: 27.8 },
  behind: { position: [-3.4, 3.4, -12.8], at: [0, 2.74, 0], fov: 27.8 },
};
// Lists whose lengths share no factor, so that neighbours differ in everything.
const TONES = [3, 8, 5, 10, 2, 7, 4, 9, 1, 6];
const HAIR = ["bob", "two_block", "afro", "ponytail", "short_crop", "long_wavy", "locs"];
const COLOURS = ["ink", "brown", "espresso", "auburn", "copper"];
const MOMENTS = [
  { motion: "sing", beat: 2.5 },
  { motion: "hold", beat: 0.3 },
  { motion: "wave", beat: 0.2 },
  { motion: "sway", beat: 1 },
  { motion: "sing", beat: 6.5 },
];
/** Coats and gowns are what covered heads are cast to. */
const COVERED = { gown: ["hijab"], coat: ["turban", "short_crop"] };

const cutOf = (outfit) => outfit.split("_").at(-1);

function cellOf(outfit, k, view, moment) {
  const covered = COVERED[cutOf(outfit)];
  const character = {
    outfit,
    skin_tone: TONES[k % TONES.length],
    hair_style: covered ? covered[k % covered.length] : HAIR[k % HAIR.length],
    hair_colour: COLOURS[k % COLOURS.length],
    cloth_colour: ["rose", "teal", "navy", "sand"][k % 4],
    fringe: ["full", "side", "none"][k % 3],
  };
  return { character, label: outfit.replaceAll("_", " "), lod: "close", camera: VIEWS[view], ...moment };
}

const samples = ["ruby", "mint_crop", "sky_street", "plum_coat", "cobalt_bomber", "jade_vest", "midnight_gown", "pearl_coat"];
const browser = await openPage();
try {
  const outfits = await browser.evaluate("outfits()");
  const cells = [
    ...outfits.map((outfit, k) => cellOf(outfit, k, "front", MOMENTS[k % MOMENTS.length])),
    { ...cellOf("night", 3, "behind", { motion: "cheer", beat: 0.4 }) },
    ...samples.map((outfit, k) => cellOf(outfit, k + 2, k % 2 ? "side" : "behind", { motion: "cheer", beat: 0.4 })),
  ];
  const sheet = { columns: 8, width: 180, height: 350, jpegQuality: 0.58, cells };
  const { png, log } = await browser.evaluate(`drawSheet(${JSON.stringify(sheet)})`);
  writeFileSync(join(process.argv[2], "outfits.jpg"), Buffer.from(png, "base64"));
  console.log(log);
} finally {
  await browser.close();
}
