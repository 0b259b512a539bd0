/** Locs to the chin and to the chest, and a twist-out. */
import { lerp, vec } from "../kit/math";
import type { Fringe } from "../types";
import { around, type HairKit } from "./kit";
import { addLining } from "./long";
import { addLoc, addTwist } from "./ropes";
import { NATURAL, onHead } from "./scalp";

/** Locs over the forehead, or pushed aside from the parting. */
function addFrontLocs(kit: HairKit, fringe: Fringe, width: number): void {
  for (let i = 0; i < 9; i++) {
    const azimuth = lerp(-58, 66, i / 8);
    let low = Math.abs(azimuth) < 36 ? 14 + 8 * kit.random() : -6 - 8 * kit.random();
    let target = azimuth;
    const part = fringe === "side" ? 24 : 4;
    if (fringe !== "full" && Math.abs(azimuth) < 48 && !(fringe === "side" && azimuth < -20)) {
      // Pushed aside from the parting instead of over the forehead.
      target = azimuth >= part ? 44 + azimuth * 0.4 : -44 + azimuth * 0.4;
      low = lerp(10, -8, Math.abs(azimuth) / 48);
    }
    addLoc(
      kit,
      [
        onHead([azimuth * 0.3, 86], 0.07),
        onHead([lerp(azimuth, target, 0.1) * 0.75, 62], 0.115),
        onHead([lerp(azimuth, target, 0.4), 40], 0.115),
        onHead([target + 4, low + 12], 0.095),
        onHead([target + 6, low], 0.07),
      ],
      width,
    );
  }
}

export function locs(kit: HairKit, fringe: Fringe): void {
  kit.cap(0.03, NATURAL, { skinShare: 0.45 });
  const { count, wider } = kit.thin(14);
  for (let layer = 0; layer < 3; layer++)
    for (let i = 0; i < count; i++) {
      const azimuth = 180 + ((i / (count - 1)) * 2 - 1) * (124 - 4 * layer) + 5 * layer;
      const radius = 0.49 - 0.035 * layer;
      const tip = around(azimuth, radius + 0.02, -0.4 - 0.16 * kit.random() + 0.1 * layer);
      tip.x += 0.05 * (kit.random() - 0.5);
      addLoc(
        kit,
        [
          onHead([azimuth, 86 - 24 * layer], 0.07),
          onHead([azimuth, 50], 0.12 - 0.02 * layer),
          onHead([azimuth, 14], 0.115 - 0.02 * layer),
          around(azimuth, radius, -0.22),
          tip,
        ],
        0.052 * wider,
      );
    }
  addLining(kit, 0.38, -0.3);
  addFrontLocs(kit, fringe, 0.047);
}

/** Slender locs to the chest, the upper ones tied back at the crown. */
export function longLocs(kit: HairKit, fringe: Fringe): void {
  kit.cap(0.03, NATURAL, { skinShare: 0.45 });
  const { count, wider } = kit.thin(16);
  for (let layer = 0; layer < 2; layer++)
    for (let i = 0; i < count; i++) {
      const azimuth = 180 + ((i / (count - 1)) * 2 - 1) * (108 - 4 * layer) + 4 * layer;
      const radius = 0.47 - 0.05 * layer;
      const tip = around(azimuth, radius + 0.04, -1.08 - 0.2 * kit.random() + 0.06 * layer, 1, 0.05);
      const bend = 0.03 * (kit.random() - 0.5);
      addLoc(
        kit,
        [
          onHead([azimuth, 85 - 24 * layer], 0.06),
          onHead([azimuth, 48], 0.1 - 0.02 * layer),
          onHead([azimuth, 10], 0.095 - 0.02 * layer),
          around(azimuth, radius, -0.3),
          around(azimuth + 60 * bend, radius + 0.03, -0.68, 1, 0.04),
          tip,
        ],
        0.043 * wider,
        17,
      );
    }
  for (const s of [1, -1])
    for (const [azimuth, x, z, low] of [
      [50, 0.375, 0.24, -0.82],
      [62, 0.41, 0.16, -0.92],
      [76, 0.435, 0.07, -1],
    ] as const)
      addLoc(
        kit,
        [
          onHead([s * azimuth * 0.2, 84], 0.06),
          onHead([s * azimuth * 0.6, 60], 0.1),
          onHead([s * azimuth, 30], 0.09),
          vec(s * x, -0.08, z),
          vec(s * (x + 0.01), -0.4, z + 0.03),
          vec(s * (x - 0.01), low, z + 0.05),
        ],
        0.043,
        17,
      );
  addLining(kit, 0.38, -0.9);
  addFrontLocs(kit, fringe, 0.04);
}

/** Twists pulled apart a little: springy, chunky, wide at the chin. */
export function twistOut(kit: HairKit, fringe: Fringe): void {
  kit.cap(0.05);
  for (const [clumps, spread, top, out, low] of [
    [15, 122, 56, 0.5, -0.34],
    [16, 128, 74, 0.58, -0.2],
    [14, 134, 86, 0.57, 0.06],
  ] as const) {
    const { count, wider } = kit.thin(clumps);
    for (let i = 0; i < count; i++) {
      const offset = (i / (count - 1)) * 2 - 1;
      const azimuth = 180 + offset * spread + 6 * (kit.random() - 0.5);
      const y = low - 0.1 * (kit.random() - 0.5);
      addTwist(
        kit,
        [
          onHead([azimuth, top], 0.06),
          onHead([azimuth, lerp(top, 20, 0.5)], 0.15),
          around(azimuth, out - 0.02, lerp(0.2, y, 0.45), 1, 0.02),
          around(azimuth + 5 * (kit.random() - 0.5), out, y, 0.96, 0.02),
        ],
        0.074 * wider,
        5.5,
      );
    }
  }
  const full = fringe === "full";
  for (const a of [-46, -30, -15, 0, 15, 30, 46]) {
    const to = full ? a : fringe === "side" ? (a > 12 ? 56 : a - 26) : a >= 0 ? 50 + a * 0.4 : -50 + a * 0.4;
    addTwist(
      kit,
      [
        onHead([a * 0.5, 80], 0.08),
        onHead([lerp(a, to, 0.25), 56], 0.15),
        onHead([lerp(a, to, 0.7), 36], 0.145),
        onHead([to, full ? 14 + 6 * kit.random() : 6], 0.1),
      ],
      0.068,
      3.6,
    );
  }
  addLining(kit, 0.4, -0.24);
}
