/** A shawl laid loosely over the hair (dupatta): it shows the parting and falls over both shoulders. */
import { scalpPoint } from "../head/surface";
import { DEGREE, lerp, smooth, vec } from "../kit/math";
import { readCurve, readProfile } from "../kit/profile";
import type { Fringe } from "../types";
import { cloth, TRIM } from "./cloth";
import { addFringe } from "./fringes";
import { type HairKit, hangingBones } from "./kit";

/** Half angle of the opening in front, degrees, by the way from the crown (0) to the hem (1). */
const OPENING = [
  [0, 0],
  [0.11, 0],
  [0.17, 32],
  [0.26, 54],
  [0.36, 64],
  [0.48, 64],
  [0.62, 54],
  [0.8, 40],
  [1, 32],
];
/** y, half width, half depth of the hanging part. */
const HANG = [
  [-1.12, 0.8, 0.6],
  [-0.9, 0.76, 0.56],
  [-0.72, 0.66, 0.52],
  [-0.45, 0.5, 0.48],
  [-0.1, 0.485, 0.5],
  [0.1, 0.49, 0.51],
];
/** Way at which the cloth leaves the skull. */
const LEAVES = 0.4;
const HEM = -1.08;

export function shawl(kit: HairKit, fringe: Fringe): void {
  kit.growUnder(() => {
    kit.cap(0.03);
    addFringe(kit, fringe);
  });
  const style = cloth(kit);
  kit.mesh.grid(
    64,
    30,
    (u, v) => {
      const opening = readCurve(OPENING, v);
      const azimuth = lerp(-180, 180, u) * ((180 - opening) / 180);
      const angle = (180 - azimuth) * DEGREE;
      const hanging = smooth(LEAVES * 0.8, LEAVES * 1.3, v);
      const elevation = lerp(90, -4, Math.min(1, v / LEAVES));
      const dome = scalpPoint(angle, elevation * DEGREE, 0.115 + 0.02 * smooth(0, 0.2, v));
      const y = lerp(0.06, HEM, Math.max(0, (v - LEAVES * 0.9) / (1 - LEAVES * 0.9)));
      const [wide = 0, deep = 0] = readProfile(HANG, y);
      const front = Math.max(0, Math.cos(angle));
      const fall = vec(Math.sin(angle) * wide, y, Math.cos(angle) * deep * (1 - 0.12 * front) - 0.04);
      const position = dome.lerp(fall, hanging);
      // Folds start at the crown's sides and deepen towards the hem.
      const turn = azimuth * 0.16 + v * 3 + 1.4 * Math.sin(azimuth * 0.03 + v * 2);
      const fold = Math.sin(turn) * (0.006 + 0.03 * smooth(0.3, 1, v)) * smooth(0.05, 0.3, v);
      position.addScaledVector(vec(Math.sin(angle), 0, Math.cos(angle)), fold);
      const edge = Math.abs(u * 2 - 1);
      const border = (edge > 0.93 && v > 0.1) || v > 0.95;
      return {
        ...style,
        ...(border ? TRIM : {}),
        position,
        bias: 2.6 * fold - 0.03,
        bones: hangingBones(position),
        outline: 0.8,
      };
    },
    {},
  );
}
