/** Colours of skin, hair and cloth. Shades are hue-shifted: rose on light skin, wine and plum on deep skin. */
import type { Rgb } from "./kit/math";
import { rgb } from "./kit/math";
import type { ClothPalette, HairPalette } from "./types";

export interface SkinColours {
  base: Rgb;
  shade: Rgb;
  blush: Rgb;
  highlight: Rgb;
  /** Fine lines: creases, nose. */
  line: Rgb;
  /** The mouth's line. */
  mouthLine: Rgb;
  /** Full lips: redder than the skin, and on deep skin also lighter, so that they show. */
  lip: Rgb;
  /** Multiplies the shade into the third, deepest tone. */
  deep: Rgb;
  /** Share of the base added where the light is fullest. */
  lift: Rgb;
  /** Opacity of the painted light on forehead, cheekbones and chin: the deeper the skin, the clearer it shines. */
  sheen: number;
}

const skin = (
  b: number,
  s: number,
  bl: number,
  h: number,
  l: number,
  m: number,
  lip: number,
  dark: boolean,
): SkinColours => ({
  base: rgb(b),
  shade: rgb(s),
  blush: rgb(bl),
  highlight: rgb(h),
  line: rgb(l),
  mouthLine: rgb(m),
  lip: rgb(lip),
  deep: dark ? [0.84, 0.74, 0.92] : [0.86, 0.72, 0.82],
  lift: dark ? [0.13, 0.1, 0.08] : [0.03, 0.03, 0.03],
  sheen: dark ? 0.3 : 0.12,
});

/** Monk Skin Tone 1 to 10 at index 0 to 9. */
export const SKIN_COLOURS: readonly SkinColours[] = [
  skin(0xffe9de, 0xf3b7b4, 0xff8f96, 0xffffff, 0xb5606a, 0x8a3548, 0xe88a92, false),
  skin(0xffdfcc, 0xeaa69d, 0xff8384, 0xffffff, 0xaa5658, 0x84303e, 0xe07f86, false),
  skin(0xfbd0b2, 0xdd937f, 0xf97a6c, 0xfff6ec, 0x9c4a42, 0x7a2a30, 0xd87272, false),
  skin(0xf2be98, 0xcd7f66, 0xee6c58, 0xfff0e0, 0x8d4034, 0x6e2428, 0xcc6660, false),
  skin(0xe3a87d, 0xb66a52, 0xe2604c, 0xffe6cc, 0x7c3529, 0x611e20, 0xbd5a54, false),
  skin(0xcf9166, 0x9d5846, 0xd4553f, 0xffd9b6, 0x6c2b22, 0x53181b, 0xb0504c, true),
  skin(0xb4774f, 0x84463b, 0xc24a39, 0xf6c69c, 0x5a221c, 0x451317, 0xa14447, true),
  skin(0x965d3d, 0x683432, 0xb04138, 0xe6ab80, 0x461918, 0x360e14, 0x92404a, true),
  skin(0x764630, 0x532a2c, 0x9a3838, 0xd09068, 0x341215, 0x280a11, 0x8c3f4e, true),
  skin(0x5c3526, 0x402027, 0x83303a, 0xb8785a, 0x240c12, 0x1c070e, 0x813a4c, true),
];

/** The colours of a tone on the Monk scale. */
export function skinColours(tone: number): SkinColours {
  const colours = SKIN_COLOURS[tone - 1];
  if (!colours) throw new RangeError(`skin tone ${tone} is not on the Monk scale of 1 to 10`);
  return colours;
}

export interface HairColours {
  base: Rgb;
  shade: Rgb;
  /** The highlight band. */
  band: Rgb;
}

const hair = (base: number, shade: number, band: number): HairColours => ({
  base: rgb(base),
  shade: rgb(shade),
  band: rgb(band),
});

export const HAIR_COLOURS: Readonly<Record<HairPalette, HairColours>> = {
  ink: hair(0x2b2540, 0x171226, 0x8f86d8),
  espresso: hair(0x3b2523, 0x1f1118, 0xb0776a),
  brown: hair(0x7a4a36, 0x4a2630, 0xe8a87c),
  auburn: hair(0x8c3a2c, 0x54202c, 0xf09a72),
  copper: hair(0xd0743a, 0x934028, 0xffc98c),
  blonde: hair(0xf3cf86, 0xc98f5e, 0xfff3c8),
  honey: hair(0xb98a52, 0x7d5138, 0xffdca0),
  slate: hair(0x6f7186, 0x403f58, 0xc9cdea),
  silver: hair(0xcfd3ea, 0x8f8dbb, 0xffffff),
  pink: hair(0xf58fb8, 0xbd558f, 0xffd9ea),
  teal: hair(0x2fa6ad, 0x1c5f85, 0xb6fff0),
  blue: hair(0x3767c8, 0x22307e, 0xa9d2ff),
  violet: hair(0x7a4fc4, 0x472a86, 0xd9b8ff),
  plum: hair(0x5a2447, 0x331230, 0xe07fb5),
};

export const CLOTH_COLOURS: Readonly<Record<ClothPalette, HairColours>> = {
  rose: hair(0xe88aa6, 0xa84f7e, 0xffffff),
  teal: hair(0x2f8f9c, 0x1d4f74, 0xffffff),
  navy: hair(0x34407e, 0x1d1f4c, 0xffffff),
  sand: hair(0xe3c9a2, 0xa9846c, 0xffffff),
};

/** Shade of a dyed cloth: darker and towards violet. */
export const clothShade = (c: Rgb): Rgb => [c[0] * 0.56 + 0.01, c[1] * 0.46, c[2] * 0.72 + 0.03];
