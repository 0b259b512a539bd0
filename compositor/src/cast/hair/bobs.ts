/** Hair to the jaw and the collar: bob, wavy bob. */

import { lerp, smooth, vec } from "../kit/math";
import type { Fringe } from "../types";
import { addFringe } from "./fringes";
import { around, type HairKit, type Key } from "./kit";
import { addLining } from "./long";

export function bob(kit: HairKit, fringe: Fringe): void {
  kit.cap(0.035);
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
  addLining(kit, 0.4, -0.32);
  addFringe(kit, fringe, 5);
}

/** To the collarbone in loose waves that turn outwards at the tips. */
export function wavyBob(kit: HairKit, fringe: Fringe): void {
  kit.cap(0.04);
  const { count, wider } = kit.thin(14);
  for (let layer = 0; layer < 2; layer++)
    for (let i = 0; i < count; i++) {
      const offset = (i / (count - 1)) * 2 - 1;
      const azimuth = 180 + offset * 120 * (layer ? 0.95 : 1);
      const radius = 0.47 - 0.035 * layer;
      const tip = -0.56 - 0.06 * kit.random() + 0.09 * layer + 0.06 * offset * offset;
      const phase = Math.abs(offset) * 1.5 + layer * 0.7 + 0.5 * (kit.random() - 0.5);
      const hang: Key[] = Array.from({ length: 7 }, (_, k) => {
        const t = k / 6;
        const strength = 0.1 * smooth(0, 0.85, t);
        const turn = t * 7.5 + phase;
        return around(
          azimuth + strength * 90 * Math.sin(turn),
          radius + strength * 0.5 * Math.cos(turn) + 0.05 * smooth(0.75, 1, t),
          lerp(-0.12, tip, t),
          0.97,
          0.02,
        );
      });
      kit.clump(
        [
          [azimuth, 84, 0.055 - 0.02 * layer],
          [azimuth, 45, 0.07 - 0.02 * layer],
          [azimuth, 12, 0.085 - 0.02 * layer],
          ...hang,
        ],
        0.125 * wider,
        { thickness: 0.4, bulge: 0.6, segments: 20, root: 0.3, tip: 0.16 },
      );
    }
  for (const s of [1, -1])
    kit.clump(
      [
        [s * 34, 82, 0.05],
        [s * 56, 48, 0.07],
        [s * 66, 18, 0.065],
        vec(s * 0.39, -0.1, 0.2),
        vec(s * 0.36, -0.24, 0.26),
        vec(s * 0.4, -0.37, 0.25),
        vec(s * 0.37, -0.48, 0.26),
        vec(s * 0.42, -0.57, 0.24),
      ],
      0.085,
      { thickness: 0.4, bulge: 0.5, segments: 18, tip: 0.08 },
    );
  addLining(kit, 0.4, -0.42);
  addFringe(kit, fringe, 4);
}
