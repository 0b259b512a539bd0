/** Knots: on the crown, at the nape, and a pair of them. */
import { vec } from "../kit/math";
import type { Fringe } from "../types";
import { addBun, addFaceLocks, addFront, combToSide, combToTie } from "./combed";
import type { HairKit } from "./kit";

export function topBun(kit: HairKit, fringe: Fringe): void {
  const tie = combToTie(kit, [180, 72], 0.045);
  addFront(kit, fringe);
  addBun(kit, tie.clone().add(vec(0, 0.01, 0)), vec(0, 0.95, -0.3).normalize(), 1.4);
  addFaceLocks(kit, -0.3, 0.03);
}

/** A soft knot at the nape with a centre or side parting. */
export function lowBun(kit: HairKit, fringe: Fringe): void {
  const tie = combToTie(kit, [180, -16], 0.05);
  addFront(kit, fringe);
  addBun(kit, tie.clone().add(vec(0, -0.02, 0.01)), vec(0, -0.1, -1).normalize(), 1.35);
  if (fringe !== "none") addFaceLocks(kit, -0.3, 0.032);
}

export function spaceBuns(kit: HairKit, fringe: Fringe): void {
  addFront(kit, fringe);
  for (const s of [1, -1]) {
    const tie = combToSide(kit, s, [112, 56]);
    addBun(kit, tie, vec(s * 0.6, 0.78, -0.12).normalize(), 1.08);
  }
  addFaceLocks(kit, -0.44, 0.05);
}
