/** Two tails, parted in the middle: high (twin tails) and low. */
import { vec } from "../kit/math";
import type { Fringe } from "../types";
import { addFaceLocks, addFront, addScrunchie, addTail, combToSide } from "./combed";
import type { HairKit } from "./kit";

export function twinTails(kit: HairKit, fringe: Fringe): void {
  addFront(kit, fringe);
  for (const s of [1, -1]) {
    const tie = combToSide(kit, s, [108, 36]);
    addTail(kit, tie, {
      clumps: 9,
      line: [
        vec(s * 0.55, 0.36, -0.18),
        vec(s * 0.68, 0.05, -0.2),
        vec(s * 0.67, -0.5, -0.18),
        vec(s * 0.74, -1.1, -0.14),
      ],
      radii: [0.06, 0.13, 0.14, 0.055],
      width: 0.12,
      wave: 0.015,
    });
    addScrunchie(kit, tie.clone().add(vec(s * 0.03, 0.01, -0.01)), vec(s, 0.35, -0.3), 0.085);
  }
  addFaceLocks(kit, -0.5);
}

/** Tied behind the ears; they fall to the front over the shoulders. */
export function lowPigtails(kit: HairKit, fringe: Fringe): void {
  addFront(kit, fringe);
  for (const s of [1, -1]) {
    const tie = combToSide(kit, s, [122, -26], 0.04);
    addTail(kit, tie, {
      clumps: 8,
      line: [
        vec(s * 0.42, -0.2, -0.14),
        vec(s * 0.46, -0.36, -0.02),
        vec(s * 0.44, -0.62, 0.14),
        vec(s * 0.4, -0.98, 0.22),
      ],
      radii: [0.04, 0.085, 0.095, 0.035],
      width: 0.088,
      wave: 0.012,
    });
    addScrunchie(kit, tie.clone().add(vec(s * 0.02, -0.01, 0)), vec(s * 0.8, -0.5, 0.1), 0.068);
  }
  if (fringe !== "none") addFaceLocks(kit, -0.34, 0.042);
}
