/** Shaved heads: bald, receding, buzz cut; and the shaved sides of fades and undercuts. */
import { lerp, smooth } from "../kit/math";
import type { Fringe } from "../types";
import type { HairKit } from "./kit";
import { type Growth, NATURAL, wholeHairline } from "./scalp";

/** Nothing but skin. */
export function bald(): void {}

/** Hair of a few millimetres through which the scalp shines. */
export function addStubble(kit: HairKit, growth: Growth, sheer: number, fade = 0.3, plain = false): void {
  kit.combed({
    edge: wholeHairline(growth),
    pole: [180, 76],
    lift: 0.012,
    locks: 34,
    groove: 0,
    sheer,
    skinShare: 0.85,
    fade,
    bias: -0.02,
    plain,
  });
}

export const TRIMMED: Growth = { front: 28, corner: 28, temple: 14, sideburn: -12, ear: -1, nape: -42 };

export function buzz(kit: HairKit): void {
  addStubble(kit, TRIMMED, 0.14, 0.16);
}

/** Far back at the temples, a forelock between them; short and combed back. */
export function receding(kit: HairKit, fringe: Fringe): void {
  const front = fringe === "full" ? 30 : 34;
  const growth: Growth = { ...TRIMMED, front, corner: 46, temple: 22 };
  kit.cap(0.008, growth, { sheer: 0.1, skinShare: 0.55, fade: 0.2, lift: 0.022 });
  for (let i = 0; i < 11; i++) {
    const azimuth = lerp(-52, 52, i / 10);
    const a = Math.abs(azimuth);
    const start = a < 38 ? lerp(front, 47, smooth(12, 38, a)) : lerp(47, 34, (a - 38) / 14);
    kit.clump(
      [
        [azimuth, start + 1, 0.0],
        [azimuth * 1.05, start + 9, 0.026],
        [azimuth * 1.2, Math.min(80, start + 24), 0.034],
        [azimuth * 1.5, Math.min(84, start + 40), 0.014],
      ],
      0.07,
      { thickness: 0.3, segments: 9, tip: 0.12, root: 0.4, outline: 0.5 },
    );
  }
  const { count, wider } = kit.thin(19);
  for (let i = 0; i < count; i++) {
    const offset = (i / (count - 1)) * 2 - 1;
    const azimuth = 180 + offset * 106;
    const side = Math.abs(offset) > 0.78;
    kit.clump(
      [
        [azimuth, 34, 0.004],
        [azimuth - 2 * offset, 20, 0.014],
        [azimuth - 4 * offset, side ? 8 : -12, 0.014],
        [azimuth - 6 * offset, side ? -8 : -40 - 3 * kit.random(), 0.003],
      ],
      0.072 * wider,
      { thickness: 0.26, segments: 7, tip: 0.25, root: 0.4, outline: 0.5 },
    );
  }
}

/** Shaved sides below the hair on top: from the temples round the back, fading out at the nape and over the ears. */
export function addShavedSides(kit: HairKit, sheer = 0.3, plain = false): void {
  addStubble(
    kit,
    { ...NATURAL, front: 30, corner: 30, temple: 15, sideburn: -13, ear: -1, nape: -43 },
    sheer,
    0.4,
    plain,
  );
}
