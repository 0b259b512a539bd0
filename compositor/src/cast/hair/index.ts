/** All hairstyles by name. */
import type { Rgb } from "../kit/math";
import type { HairColours } from "../palettes";
import type { Fringe, HairStyle } from "../types";
import { afro, coilyShort, curlyBob } from "./coily";
import { bald, beanie, cap, hijab, turban } from "./covered";
import { HairKit } from "./kit";
import { bob, longStraight, longWavy } from "./long";
import { braids, locs } from "./rope";
import { buzz, shortCrop, twoBlock } from "./short";
import { ponytail, spaceBuns, topBun, twinTails } from "./tied";

/** How a style's surface is shaded. */
export type HairSurface = "strands" | "coils" | "cloth";

export interface StyleDefinition {
  grow: (kit: HairKit, fringe: Fringe) => void;
  surface: HairSurface;
  seed: number;
  /** Covers the hair: drawn in the cloth's colour, and brows do not show through. */
  covered?: boolean;
  /** Moves the ink hull back, so that neighbouring curls draw no lines between them; head units. */
  inkPush: number;
}

const strands = (grow: StyleDefinition["grow"], seed: number): StyleDefinition => ({
  grow,
  seed,
  surface: "strands",
  inkPush: 0.007,
});
const coils = (grow: StyleDefinition["grow"], seed: number): StyleDefinition => ({
  grow,
  seed,
  surface: "coils",
  inkPush: 0.25,
});
const covered = (grow: StyleDefinition["grow"], seed: number): StyleDefinition => ({
  grow,
  seed,
  surface: "cloth",
  covered: true,
  inkPush: 0,
});

export const HAIR_STYLES: Readonly<Record<HairStyle, StyleDefinition>> = {
  long_straight: strands(longStraight, 11),
  long_wavy: strands(longWavy, 12),
  bob: strands(bob, 5),
  curly_bob: coils(curlyBob, 15),
  two_block: strands(twoBlock, 21),
  short_crop: strands(shortCrop, 22),
  afro: coils(afro, 3),
  coily_short: coils(coilyShort, 33),
  braids: strands(braids, 9),
  locs: strands(locs, 41),
  twin_tails: strands(twinTails, 31),
  space_buns: strands(spaceBuns, 37),
  ponytail: strands(ponytail, 51),
  top_bun: strands(topBun, 52),
  buzz: strands(buzz, 43),
  bald: strands(bald, 44),
  hijab: covered(hijab, 4),
  turban: covered(turban, 61),
  cap: covered(cap, 62),
  beanie: covered(beanie, 63),
};

export interface HairOptions {
  fringe?: Fringe;
  /** Hair that shows under a cap or beanie. */
  hairColours?: HairColours;
  /** Skin that shaved hair fades into. */
  skin?: { base: Rgb; shade: Rgb };
  detail?: number;
}

/** Grows a style; `colours` are the cloth's where the style covers the hair. */
export function growHair(style: HairStyle, colours: HairColours, options: HairOptions = {}): HairKit {
  const definition = HAIR_STYLES[style];
  const kit = new HairKit(
    colours,
    definition.seed,
    options.detail ?? 1,
    options.hairColours ?? colours,
    options.skin ?? colours,
  );
  definition.grow(kit, options.fringe ?? "full");
  return kit;
}
