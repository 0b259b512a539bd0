/** Every outfit: its cut, what is worn below the waist, and its stage colours. */
import { type Rgb, rgb } from "../kit/math";
import type { Outfit } from "../types";

/** What the trunk and the sleeves are. */
export type Cut = "band" | "crop" | "street" | "coat" | "bomber" | "vest" | "gown";
/** What covers the legs; under a gown nothing but the ankles is seen. */
export type Bottom = "slim" | "skirt" | "wide" | "joggers" | "shorts" | "harem" | "ankles";

export interface OutfitColours {
  /** Trunk and sleeves. */
  jacket: Rgb;
  /** What is worn beneath. */
  shirt: Rgb;
  /** Lapels, cuffs, lining. */
  lapel: Rgb;
  /** Piping, buttons, belt. */
  trim: Rgb;
  /** Bow, strings, sash, print. */
  accent: Rgb;
  /** Trousers, skirt or shorts. */
  bottom: Rgb;
  sock: Rgb;
  shoe: Rgb;
  sole: Rgb;
}

export interface OutfitDefinition {
  cut: Cut;
  bottom: Bottom;
  colours: OutfitColours;
}

/** Colours in the order of `OutfitColours`. */
const colours = (...hex: [number, number, number, number, number, number, number, number, number]): OutfitColours => {
  const [jacket, shirt, lapel, trim, accent, bottom, sock, shoe, sole] = hex.map(rgb) as [
    Rgb,
    Rgb,
    Rgb,
    Rgb,
    Rgb,
    Rgb,
    Rgb,
    Rgb,
    Rgb,
  ];
  return { jacket, shirt, lapel, trim, accent, bottom, sock, shoe, sole };
};

const outfit = (cut: Cut, bottom: Bottom, ...hex: Parameters<typeof colours>): OutfitDefinition => ({
  cut,
  bottom,
  colours: colours(...hex),
});

// biome-ignore format: one outfit a line, so that colourways can be compared
export const WARDROBE: Readonly<Record<Outfit, OutfitDefinition>> = {
  //                                    jacket    shirt     lapel     trim      accent    bottom    sock      shoe      sole
  night: outfit("band", "skirt",        0x4b3cb4, 0xf6f1ff, 0xe8488c, 0xffd46b, 0xff4f93, 0x5646c8, 0xf4eefc, 0x2b2058, 0x1a1338),
  night_suit: outfit("band", "slim",    0x4b3cb4, 0xf6f1ff, 0xe8488c, 0xffd46b, 0xff4f93, 0x2d2672, 0xf4eefc, 0x2b2058, 0x1a1338),
  white: outfit("band", "skirt",        0xf4f0fb, 0x2c2750, 0x3f6fe0, 0xffcf5c, 0x2f9be8, 0x3f6fe0, 0x2c2750, 0xf4f0fb, 0x8f88b0),
  white_suit: outfit("band", "slim",    0xf4f0fb, 0x2c2750, 0x3f6fe0, 0xffcf5c, 0x2f9be8, 0xe6e0f4, 0x2c2750, 0x2c2750, 0x1a1738),
  ruby: outfit("band", "slim",          0xb81f4a, 0xfff3ec, 0x2a1830, 0xffce63, 0x2a1830, 0x2a2036, 0x2a1830, 0x2a1830, 0x180c1c),
  coral_crop: outfit("crop", "wide",    0xff6f61, 0x2b2146, 0xfff1e4, 0xffd46b, 0x2fd0c8, 0xfff1e4, 0xfff1e4, 0x2b2146, 0xfff1e4),
  ink_crop: outfit("crop", "wide",      0x2a2545, 0xe9e6f5, 0x37d6e0, 0xd9dcf0, 0x37d6e0, 0x35305a, 0xe9e6f5, 0xe9e6f5, 0x37d6e0),
  mint_crop: outfit("crop", "wide",     0x8fe3c8, 0x3a2f6b, 0xffffff, 0xffffff, 0xff7fb0, 0x4a3f92, 0xffffff, 0xffffff, 0xff7fb0),
  lime_street: outfit("street", "joggers", 0xb9e84a, 0xffffff, 0x2c2a44, 0xffffff, 0x2c2a44, 0x3a3858, 0xffffff, 0xffffff, 0xb9e84a),
  sky_street: outfit("street", "joggers",  0x69b7ff, 0xffffff, 0xf5f3ff, 0x2b2f77, 0xff6fa5, 0x2b2f77, 0xffffff, 0xf5f3ff, 0xff6fa5),
  ember_street: outfit("street", "joggers", 0x37303f, 0xffffff, 0xff7a33, 0xff7a33, 0xffd9b0, 0x4a4152, 0xffffff, 0xff7a33, 0xfff3e4),
  pearl_coat: outfit("coat", "slim",    0xf2ecf4, 0x33305e, 0xc9bfe6, 0xd9b45a, 0x7d5fd0, 0x33305e, 0x33305e, 0x28244a, 0x17142e),
  plum_coat: outfit("coat", "slim",     0x6a2a66, 0xf3dfee, 0x4a1a4c, 0xf0b85c, 0xf0b85c, 0x2b1c38, 0x2b1c38, 0x2b1c38, 0x170e20),
  sand_coat: outfit("coat", "slim",     0xd8b084, 0x3c3348, 0xb98a5c, 0x6b4a36, 0xc8453f, 0x3c3348, 0x3c3348, 0x5a3a2c, 0x2c1b16),
  cobalt_bomber: outfit("bomber", "shorts", 0x2f5be0, 0xf4f1ff, 0xece8fa, 0xffd24a, 0xffd24a, 0x252a52, 0xffffff, 0xf6f4ff, 0xffd24a),
  amber_bomber: outfit("bomber", "shorts",  0xf2a32c, 0x3a2a4c, 0x3a2a4c, 0xfff0d0, 0xfff0d0, 0x4b3a66, 0xfff0d0, 0xfff6e4, 0xf2a32c),
  rose_bomber: outfit("bomber", "skirt",    0xf27fae, 0xf7effa, 0xf6e8f4, 0x6a49c8, 0xffd46b, 0x6a49c8, 0xfff2f8, 0xfff2f8, 0xf27fae),
  jade_vest: outfit("vest", "harem",    0x12856f, 0xf4ecd8, 0x0c4f4c, 0xf5c65a, 0xe2574c, 0x1f3f55, 0xf5c65a, 0x3a2330, 0x201018),
  scarlet_vest: outfit("vest", "harem", 0xc8232f, 0x2a2030, 0x6c1026, 0xffd479, 0xffd479, 0x2f2438, 0xffd479, 0x2a1a22, 0x160a12),
  gold_vest: outfit("vest", "harem",    0xe0a83a, 0x3a1f52, 0x8a4a1e, 0xfff0b8, 0x8d3fc0, 0x3f2468, 0xfff0b8, 0x3a1f52, 0x200f30),
  midnight_gown: outfit("gown", "ankles", 0x26306e, 0x8fb4f2, 0x18204e, 0xe9c877, 0xe9c877, 0x18204e, 0x18204e, 0x1c2250, 0x0f1330),
  emerald_gown: outfit("gown", "ankles",  0x0f7a5c, 0xd9f0dc, 0x0a5546, 0xf0cf80, 0xf0cf80, 0x0a5546, 0x0a5546, 0x0b4a3e, 0x062a24),
  ivory_gown: outfit("gown", "ankles",    0xf6ecdd, 0xd79a9f, 0xe0cbb2, 0xc9953f, 0xb5566c, 0xe0cbb2, 0xe0cbb2, 0xb98a6a, 0x6b4a3a),
};
