/** Hair that hangs: long straight, long wavy, bob, curly bob. */

import { lerp, vec } from "../kit/math";
import type { Fringe } from "../types";
import { addFringe } from "./fringes";
import { around, frontElevation, type HairKit, hairline, type Key } from "./kit";

interface Curtain {
  /** Clumps per layer. */
  clumps: number;
  /** Width of the curtain from the middle of the back, degrees to either side. */
  spread: number;
  width: number;
  /** y of the tips, shortest and longest. */
  tips: readonly [number, number];
  /** Sideways swing of a wave, units; 0 straight. */
  wave: number;
}

/** Two layers of long clumps from the crown down the back. */
function addCurtain(kit: HairKit, c: Curtain): void {
  const { count, wider } = kit.thin(c.clumps);
  for (let layer = 0; layer < 2; layer++)
    for (let i = 0; i < count; i++) {
      const offset = (i / (count - 1)) * 2 - 1;
      const azimuth = 180 + offset * c.spread * (layer ? 0.94 : 1);
      const radius = 0.4 - 0.03 * layer;
      const tip = lerp(c.tips[0], c.tips[1], kit.random()) - 0.12 * layer + 0.18 * Math.abs(offset);
      const swing = (t: number) => c.wave * Math.sin(t * 7 + i * 2.4 + layer * 1.3);
      const below: Key[] = [
        around(azimuth, radius * 1.06, -0.28, 1, 0.02),
        around(azimuth + swing(0.35) * 60, (radius + 0.02) * 1.02 + swing(0.5) * 0.4, -0.6, 0.97, 0.04),
        around(azimuth - swing(0.35) * 60, radius + 0.03 - swing(0.5) * 0.3, lerp(-0.6, tip, 0.5), 0.94, 0.05),
        around(azimuth + 4 * (kit.random() - 0.5) + swing(1) * 40, radius + 0.05, tip, 0.9, 0.07),
      ];
      kit.clump(
        [
          [azimuth, 84, 0.05 - 0.02 * layer],
          [azimuth, 45, 0.055 - 0.02 * layer],
          [azimuth, 5, 0.06 - 0.02 * layer],
          ...below,
        ],
        0.14 * wider * (c.width / 0.14),
        { thickness: 0.3, bulge: 0.6, segments: c.wave ? 18 : 16, tip: 0.1, root: 0.3 },
      );
    }
}

/** Locks in front of the ears. */
function addSideLocks(kit: HairKit, length: number, wave = 0): void {
  for (const s of [1, -1]) {
    kit.clump(
      [
        [s * 26, 82, 0.05],
        [s * 50, 52, 0.06],
        [s * 64, 22, 0.055],
        vec(s * 0.372, -0.12, 0.2),
        vec(s * (0.352 + wave), -0.42, 0.25),
        vec(s * (0.34 - wave), lerp(-0.42, length, 0.55), 0.265),
        vec(s * (0.33 + wave * 0.5), length * 0.85, 0.27),
      ],
      0.088,
      { thickness: 0.38, bulge: 0.45, segments: 15, tip: 0.06 },
    );
    kit.clump(
      [
        [s * 38, 80, 0.05],
        [s * 70, 42, 0.06],
        [s * 88, 8, 0.055],
        vec(s * 0.425, -0.25, 0.06),
        vec(s * (0.43 - wave), lerp(-0.25, length, 0.45), 0.09),
        vec(s * (0.43 + wave), lerp(-0.25, length, 0.75), 0.11),
        vec(s * 0.4, length * 1.2, 0.13),
      ],
      0.105,
      { thickness: 0.38, bulge: 0.5, segments: 15, tip: 0.06 },
    );
  }
}

export function longStraight(kit: HairKit, fringe: Fringe): void {
  kit.cap(hairline(frontElevation(fringe), 10, -40), 0.035);
  addCurtain(kit, { clumps: 15, spread: 108, width: 0.14, tips: [-1.35, -1.15], wave: 0 });
  addSideLocks(kit, -0.85);
  addFringe(kit, fringe);
}

export function longWavy(kit: HairKit, fringe: Fringe): void {
  kit.cap(hairline(frontElevation(fringe), 10, -40), 0.035);
  addCurtain(kit, { clumps: 14, spread: 112, width: 0.155, tips: [-1.3, -1.05], wave: 0.075 });
  addSideLocks(kit, -0.8, 0.035);
  addFringe(kit, fringe);
}

export function bob(kit: HairKit, fringe: Fringe): void {
  kit.cap(hairline(frontElevation(fringe), 10, -40), 0.035);
  const { count, wider } = kit.thin(17);
  for (let layer = 0; layer < 2; layer++)
    for (let i = 0; i < count; i++) {
      const offset = (i / (count - 1)) * 2 - 1;
      const azimuth = 180 + offset * 122 * (layer ? 0.96 : 1);
      const radius = 0.47 - 0.03 * layer;
      const tip = lerp(-0.4, -0.47, offset * offset) + 0.02 * (kit.random() - 0.5) + 0.04 * layer;
      kit.clump(
        [
          [azimuth, 84, 0.05 - 0.02 * layer],
          [azimuth, 45, 0.065 - 0.02 * layer],
          [azimuth, 8, 0.09 - 0.02 * layer],
          around(azimuth, radius * 1.02, -0.18, 0.97, 0.02),
          around(azimuth, radius * 0.98, -0.33, 0.97, 0.01),
          around(azimuth, radius * 0.82, tip, 0.97, 0),
        ],
        0.12 * wider,
        { thickness: 0.32, bulge: 0.55, segments: 12, root: 0.3, tip: 0.3 },
      );
    }
  addFringe(kit, fringe, 5);
}
