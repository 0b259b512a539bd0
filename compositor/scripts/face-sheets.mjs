// Draws what faces can be, with labels:
//
//   node scripts/face-sheets.mjs ../docs/pictures      writes glasses.jpg, skin-tones.jpg and faces.jpg
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openPage } from "./contact-sheet/browser.mjs";

const FRONT = { position: [0.45, 5.04, 5], at: [0, 4.98, 0], fov: 15 };
const THREE_QUARTER = { position: [3.4, 5.15, 3.8], at: [0, 4.98, 0], fov: 15 };
const STAGE = ["#5a0f4e", "#2a1052", "#1c1250", "#0d4a72"];

const METAL = [0.86, 0.66, 0.32];
const WINE = [0.42, 0.1, 0.18];
const NAVY = [0.12, 0.16, 0.34];
/** Style, label, hair, skin tone, colour of the frame. */
const GLASSES = [
  ["round", "round", "bob", 2],
  ["square", "square", "short_crop", 6],
  ["rectangular", "rectangular", "two_block", 3],
  ["cat_eye", "cat-eye", "ponytail", 8, WINE],
  ["aviator", "aviator", "short_crop", 4, METAL],
  ["half_rim", "half-rim", "top_bun", 7, NAVY],
  ["sunglasses", "sunglasses: classic", "coily_short", 9],
  ["sunglasses_aviator", "sunglasses: aviator", "two_block", 5, METAL],
  ["sunglasses_round", "sunglasses: round", "long_wavy", 1, [0.76, 0.78, 0.84]],
  ["sunglasses_visor", "sunglasses: visor", "coily_short", 10],
];
const COLOURS = ["auburn", "ink", "espresso", "ink", "brown"];

const pair = ([glasses, label, hair_style, skin_tone, glasses_colour], k, camera) => ({
  character: {
    glasses,
    hair_style,
    skin_tone,
    hair_colour: COLOURS[k % COLOURS.length],
    fringe: "side",
    ...(glasses_colour && { glasses_colour }),
  },
  motion: "sing",
  label,
  camera,
});

/** Hair and its colour for each skin tone. */
const HEADS = [
  ["bob", "blonde"],
  ["short_crop", "copper"],
  ["ponytail", "ink"],
  ["short_crop", "brown"],
  ["top_bun", "espresso"],
  ["two_block", "ink"],
  ["ponytail", "espresso"],
  ["coily_short", "ink"],
  ["top_bun", "ink"],
  ["coily_short", "ink"],
];

const tone = ([hair_style, hair_colour], k, moment) => ({
  character: { skin_tone: k + 1, hair_style, hair_colour, fringe: "none", face: { lips: [0, 0.6, 0, -0.6][k % 4] } },
  label: `Monk ${k + 1}`,
  ...moment,
});

const SHAPES = {
  oval: {},
  round: { jaw: 0.3, cheeks: 1, length: -0.8 },
  square: { jaw: 1, cheeks: 0.2 },
  long: { jaw: -0.2, cheeks: -0.7, length: 1 },
};

const head = (label, character, more = {}) => ({
  character: { skin_tone: 4, hair_style: "short_crop", fringe: "none", ...character },
  motion: "hold",
  camera: FRONT,
  label,
  ...more,
});

const LEVELS = [
  ...["nose", "lips", "eyes"].flatMap((part) =>
    [-0.9, 0, 0.9].map((value, k) =>
      head(`${part}: ${{ nose: ["narrow", "medium", "wide"], lips: ["thin", "medium", "full"], eyes: ["small", "medium", "large"] }[part][k]}`, {
        skin_tone: { nose: 5, lips: 8, eyes: 3 }[part],
        hair_colour: "ink",
        face: { [part]: value },
      }),
    ),
  ),
  ...["soft", "regular", "bold"].map((brow) => head(`brows: ${brow}`, { skin_tone: 2, hair_colour: "brown", brow })),
];

const BEARDS = [
  head("stubble", { skin_tone: 3, facial_hair: "stubble", face: { lashes: 0.3, jaw: 0.6 } }),
  head("moustache", { skin_tone: 9, hair_colour: "ink", facial_hair: "moustache", face: { lashes: 0.3 } }),
  head("goatee", { skin_tone: 6, hair_colour: "espresso", facial_hair: "goatee", face: { lashes: 0.3 } }),
  head("full beard", { skin_tone: 2, hair_colour: "copper", facial_hair: "full", face: { lashes: 0.3, jaw: 0.4 } }),
];

const EXTRAS = [
  head("freckles", { skin_tone: 2, hair_colour: "copper", hair_style: "ponytail", freckles: true }),
  head("drop earrings", { skin_tone: 7, hair_colour: "ink", hair_style: "top_bun", earrings: "drop" }),
  head("hoops", { skin_tone: 10, hair_colour: "ink", hair_style: "coily_short", earrings: "hoop" }),
  head("grey hair", { skin_tone: 6, hair_colour: "silver", facial_hair: "full", age: 0.5, face: { lashes: 0.3 } }),
];

const SHEETS = {
  glasses: {
    columns: 5,
    width: 280,
    height: 215,
    cells: [FRONT, THREE_QUARTER].flatMap((camera) => GLASSES.map((row, k) => pair(row, k, camera))),
  },
  "skin-tones": {
    columns: 5,
    width: 280,
    height: 230,
    cells: [
      ...HEADS.map((row, k) => tone(row, k, { motion: "hold", camera: FRONT })),
      ...HEADS.map((row, k) => tone(row, k, { motion: "heart", camera: THREE_QUARTER })),
    ],
  },
  faces: {
    columns: 6,
    width: 236,
    height: 205,
    cells: [
      ...LEVELS,
      ...Object.entries(SHAPES).map(([name, face]) => head(name, { face })),
      ...BEARDS,
      ...EXTRAS,
    ],
  },
};

const folder = process.argv[2];
const browser = await openPage();
try {
  for (const [name, sheet] of Object.entries(SHEETS)) {
    const { png } = await browser.evaluate(
      `drawSheet(${JSON.stringify({ view: "close", jpegQuality: 0.66, backdrop: STAGE, ...sheet })})`,
    );
    writeFileSync(join(folder, `${name}.jpg`), Buffer.from(png, "base64"));
  }
} finally {
  await browser.close();
}
