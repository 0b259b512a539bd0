// Draws the whole hair and headwear library, with labels, on all skin tones and hair colours:
//
//   node scripts/hair-sheets.mjs ../docs/pictures      writes hair-front.jpg, hair-three-quarter.jpg and hair-behind.jpg
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { openPage } from "./contact-sheet/browser.mjs";

const VIEWS = {
  front: { position: [0, 5.06, 5], at: [0, 4.98, 0], fov: 25 },
  "three-quarter": { position: [3.4, 5.2, 3.8], at: [0, 4.98, 0], fov: 25 },
  behind: { position: [-2.6, 5.3, -4.3], at: [0, 4.96, 0], fov: 25 },
};
// Both lists are walked with steps that share no factor with their lengths, so that neighbours differ.
const TONES = [3, 8, 5, 10, 2, 7, 4, 9, 1, 6];
const NATURAL = ["ink", "brown", "espresso", "blonde", "auburn", "ink", "honey", "espresso", "copper", "slate", "silver"];
/** Styles that people wear with dyed hair as often as not, shown in it. */
const DYED = { twin_tails: "teal", space_buns: "pink", wolf_cut: "blue", undercut: "violet", pixie: "plum", half_up: "pink" };
/** Coily hair, braids and locs in the colours they mostly have. */
const DARK = /afro|coily|twist|braid|corn|locs|high_top/;
const CLOTHS = ["rose", "teal", "navy", "sand"];
const FRINGES = ["full", "none", "side"];
/** What belongs to the style. */
const OWN_FRINGE = { hime_cut: "full", two_block: "side", wolf_cut: "full", braids: "none", low_bun: "none", fade: "full" };

const cellOf = (style, k, camera) => ({
  character: {
    hair_style: style,
    skin_tone: DARK.test(style) ? [7, 9, 6, 10, 8][k % 5] : TONES[k % TONES.length],
    hair_colour: DYED[style] ?? (DARK.test(style) ? ["ink", "espresso", "auburn"][k % 3] : NATURAL[k % NATURAL.length]),
    cloth_colour: CLOTHS[k % CLOTHS.length],
    fringe: OWN_FRINGE[style] ?? FRINGES[k % FRINGES.length],
    outfit: ["night_suit", "white_suit", "ruby"][k % 3],
  },
  label: style.replaceAll("_", " "),
  lod: "close",
  motion: "sing",
  camera,
});

const folder = process.argv[2];
const browser = await openPage();
try {
  const styles = await browser.evaluate("hairStyles()");
  for (const [name, camera] of Object.entries(VIEWS)) {
    const cells = styles.map((style, k) => cellOf(style, k, camera));
    const sheet = { columns: 9, width: 190, height: 200, jpegQuality: 0.62, cells };
    const { png, log } = await browser.evaluate(`drawSheet(${JSON.stringify(sheet)})`);
    writeFileSync(join(folder, `hair-${name}.jpg`), Buffer.from(png, "base64"));
    if (name === "front") console.log(log);
  }
} finally {
  await browser.close();
}
