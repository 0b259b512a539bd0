/** Ponytails: low, high, and half of the hair tied up. */
import { vec } from "../kit/math";
import type { Fringe } from "../types";
import { addFaceLocks, addFront, addScrunchie, addTail, combToTie } from "./combed";
import { addFringe } from "./fringes";
import type { HairKit } from "./kit";
import { addCurtain, addLining, addSideLocks } from "./long";
import { onHead, wholeHairline } from "./scalp";

/** Tied at the back of the head. */
export function ponytail(kit: HairKit, fringe: Fringe): void {
  const tie = combToTie(kit, [180, 14]);
  addFront(kit, fringe);
  addTail(kit, tie, {
    clumps: 11,
    line: [vec(0, 0.17, -0.6), vec(0.02, -0.1, -0.64), vec(0.05, -0.55, -0.57), vec(0.1, -1.1, -0.5)],
    radii: [0.06, 0.13, 0.14, 0.05],
    width: 0.12,
  });
  addScrunchie(kit, tie.clone().add(vec(0, 0, -0.03)), vec(0, 0.05, -1), 0.088);
  addFaceLocks(kit, -0.42);
}

/** Tied at the crown, falling in a long bow. */
export function highPonytail(kit: HairKit, fringe: Fringe): void {
  const tie = combToTie(kit, [180, 56], 0.045);
  addFront(kit, fringe);
  addTail(kit, tie, {
    clumps: 12,
    line: [
      vec(0, 0.62, -0.46),
      vec(0.02, 0.6, -0.66),
      vec(0.05, 0.25, -0.8),
      vec(0.09, -0.3, -0.76),
      vec(0.14, -0.95, -0.62),
    ],
    radii: [0.05, 0.11, 0.15, 0.15, 0.05],
    width: 0.125,
    wave: 0.02,
  });
  addScrunchie(kit, tie.clone().add(vec(0, 0.035, -0.03)), vec(0, 0.75, -0.65), 0.09);
  if (fringe !== "none") addFaceLocks(kit, -0.36, 0.048);
}

/** Upper half tied at the back, the rest hangs. */
export function halfUp(kit: HairKit, fringe: Fringe): void {
  kit.cap(0.02);
  addCurtain(kit, { clumps: 14, spread: 108, width: 0.14, tips: [-1.2, -1], radius: 0.44, wave: 0.05, waves: 1.2 });
  addLining(kit, 0.38, -0.9);
  addSideLocks(kit, -0.78, 0.02);
  const edge = wholeHairline({ front: 29, corner: 28, temple: 26, sideburn: 22, ear: 24, nape: 20 });
  const lift = 0.115;
  kit.combed({ edge, pole: [180, 44], lift, poleLift: lift + 0.02, locks: 28, groove: 0.014, fade: 0.05 });
  const tie = onHead([180, 44], lift + 0.03);
  addTail(kit, tie, {
    clumps: 7,
    line: [vec(0, 0.37, -0.62), vec(0, 0.12, -0.66), vec(0.02, -0.3, -0.62), vec(0.04, -0.75, -0.58)],
    radii: [0.04, 0.09, 0.1, 0.04],
    width: 0.1,
    wave: 0.02,
  });
  addScrunchie(kit, tie.clone().add(vec(0, 0.01, -0.03)), vec(0, 0.5, -1), 0.08);
  if (fringe === "none") return;
  addFringe(kit, fringe);
}
