/** What falls over the forehead. */

import { lerp } from "../kit/math";
import type { Fringe } from "../types";
import type { HairKit } from "./kit";

/** A straight fringe: few big clumps of alternating lengths whose tips bend the same way. */
function fullFringe(kit: HairKit, sweep: number, blunt: boolean): void {
  const azimuths = sweep < 0 ? [-47, -31, -15, 2, 17, 32, 48] : [-50, -35, -19, -4, 12, 28, 44];
  azimuths.forEach((a, i) => {
    const side = (a / 48) ** 2;
    const low =
      (blunt ? lerp(5, -2, side) : sweep < 0 ? lerp(4, -22, side) : lerp(3, -16, side)) +
      (blunt ? 0 : (i % 2 ? 5 : 0) + 3 * (kit.random() - 0.5));
    const bend = blunt ? 0 : sweep + 2 * (kit.random() - 0.5) + a * 0.05;
    kit.clump(
      [
        [a * 0.35, 86, 0.055],
        [a * 0.75, 64, 0.062],
        [a * 0.95, 42, 0.064],
        [a + bend * 0.35, 20, 0.06],
        [a + bend, low, 0.03],
      ],
      lerp(0.092, 0.104, kit.random()),
      { thickness: 0.4, bulge: 0.45, root: 0.5, segments: 13, tip: blunt ? 0.8 : 0.02 },
    );
  });
  for (let i = 0; i < (blunt ? 0 : 3); i++) {
    const a = lerp(-30, 34, i / 2) + 5 * (kit.random() - 0.5);
    kit.clump(
      [
        [a * 0.4, 86, 0.058],
        [a * 0.8, 62, 0.07],
        [a, 40, 0.078],
        [a + sweep * 0.45, 18, 0.07],
        [a + sweep * 1.3, 2 - 6 * kit.random(), 0.045],
      ],
      0.034,
      { thickness: 0.5, segments: 11 },
    );
  }
}

/** Parted on the character's left; most of the hair is swept over to the right. */
function sideFringe(kit: HairKit): void {
  const part = 24;
  for (const [start, over, end, low, width] of [
    [82, 66, -68, -12, 0.11],
    [68, 54, -63, -8, 0.11],
    [54, 44, -57, -2, 0.1],
    [42, 36, -50, 4, 0.085],
    [35, 31, -40, 9, 0.06],
  ] as const)
    kit.clump(
      [
        [part, start, 0.004],
        [lerp(part, end, 0.18), lerp(start, over, 0.5) + 2, 0.07],
        [lerp(part, end, 0.5), over - 7, 0.086],
        [lerp(part, end, 0.8), lerp(over, low, 0.55), 0.07],
        [end, low, 0.032],
      ],
      width,
      { thickness: 0.4, bulge: 0.62, root: 0.1, segments: 14, tip: 0.02 },
    );
  for (const [start, end, low] of [
    [33, 42, 16],
    [46, 56, 2],
    [64, 66, -8],
    [80, 74, -14],
  ] as const)
    kit.clump(
      [
        [part + 2, start, 0.004],
        [lerp(part, end, 0.35), start - 2, 0.07],
        [lerp(part, end, 0.7), lerp(start, low, 0.4), 0.075],
        [end - 3, lerp(start, low, 0.75), 0.062],
        [end, low, 0.032],
      ],
      0.092,
      { thickness: 0.4, bulge: 0.62, root: 0.1, segments: 13, tip: 0.02 },
    );
}

/** No fringe: parted in the middle, the forehead stays free. */
function partedFringe(kit: HairKit): void {
  for (const s of [1, -1])
    for (const [high, mid, end, low, width] of [
      [8, 20, 42, 8, 0.085],
      [23, 40, 59, -2, 0.095],
      [42, 58, 73, -10, 0.1],
      [60, 74, 87, -18, 0.1],
    ] as const)
      kit.clump(
        [
          [s * 3, 84, 0.055],
          [s * lerp(3, high, 0.75), 62, 0.07],
          [s * high, 44, 0.075],
          [s * mid, 27, 0.066],
          [s * end, low, 0.035],
        ],
        width,
        { thickness: 0.34, bulge: 0.5, root: 0.55, segments: 13, tip: 0.03 },
      );
}

/**
 * @param sweep degrees by which a full fringe's tips lean to the character's left
 * @param blunt cuts a full fringe in one straight line
 */
export function addFringe(kit: HairKit, fringe: Fringe, sweep = -6, blunt = false): void {
  if (fringe === "full") fullFringe(kit, sweep, blunt);
  else if (fringe === "side") sideFringe(kit);
  else partedFringe(kit);
}
