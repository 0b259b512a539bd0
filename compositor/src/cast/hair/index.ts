/** All hairstyles by name. */
import type { Rgb } from "../kit/math";
import type { HairColours } from "../palettes";
import type { Fringe, HairStyle } from "../types";
import { bob, wavyBob } from "./bobs";
import { boxBraidBun, boxBraids, braids, cornrows } from "./braids";
import { lowBun, spaceBuns, topBun } from "./buns";
import { afro, coilyPuffs, coilyShort, highTopFade } from "./coily";
import { curlyBob, curlyLong } from "./curls";
import { beanie, cap, hat } from "./hats";
import { headwrap } from "./headwrap";
import { hijab } from "./hijab";
import { HairKit } from "./kit";
import { locs, longLocs, twistOut } from "./locs";
import { himeCut, longStraight, longWavy } from "./long";
import { lowPigtails, twinTails } from "./pigtails";
import { bald, buzz, receding } from "./shaved";
import { shawl } from "./shawl";
import { pixie, shortCrop, sidePart, wolfCut } from "./short";
import { fade, slickBack, twoBlock, undercut } from "./swept";
import { halfUp, highPonytail, ponytail } from "./tied";
import { turban } from "./turban";

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
  hime_cut: strands(himeCut, 13),
  bob: strands(bob, 5),
  wavy_bob: strands(wavyBob, 14),
  curly_bob: strands(curlyBob, 15),
  curly_long: strands(curlyLong, 16),
  pixie: strands(pixie, 23),
  wolf_cut: strands(wolfCut, 24),
  two_block: strands(twoBlock, 21),
  side_part: strands(sidePart, 25),
  undercut: strands(undercut, 26),
  slick_back: strands(slickBack, 27),
  fade: strands(fade, 28),
  short_crop: strands(shortCrop, 22),
  afro: coils(afro, 3),
  coily_short: coils(coilyShort, 33),
  coily_puffs: coils(coilyPuffs, 34),
  high_top_fade: coils(highTopFade, 35),
  twist_out: strands(twistOut, 36),
  braids: strands(braids, 10),
  box_braids: strands(boxBraids, 9),
  box_braid_bun: strands(boxBraidBun, 38),
  cornrows: strands(cornrows, 39),
  locs: strands(locs, 41),
  long_locs: strands(longLocs, 42),
  twin_tails: strands(twinTails, 31),
  space_buns: strands(spaceBuns, 37),
  low_pigtails: strands(lowPigtails, 32),
  ponytail: strands(ponytail, 51),
  high_ponytail: strands(highPonytail, 53),
  half_up: strands(halfUp, 54),
  top_bun: strands(topBun, 52),
  low_bun: strands(lowBun, 55),
  buzz: strands(buzz, 43),
  receding: strands(receding, 45),
  bald: strands(bald, 44),
  hijab: covered(hijab, 4),
  shawl: covered(shawl, 64),
  headwrap: covered(headwrap, 65),
  turban: covered(turban, 61),
  cap: covered(cap, 62),
  beanie: covered(beanie, 63),
  hat: covered(hat, 66),
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
