/** Hair that hangs below the shoulders: straight, wavy, and cut in steps (hime). */

import { lerp, smooth, vec } from "../kit/math";
import type { Fringe } from "../types";
import { addFringe } from "./fringes";
import { around, type HairKit, hangingBones, type Key } from "./kit";

export interface Curtain {
  /** Clumps per layer. */
  clumps: number;
  /** Width of the curtain from the middle of the back, degrees to either side. */
  spread: number;
  width: number;
  /** y of the tips, shortest and longest. */
  tips: readonly [number, number];
  /** Radius at the shoulders. */
  radius?: number;
  /** Swing of the waves to the sides and outwards, units; 0 straight. */
  wave?: number;
  /** Waves from root to tip. */
  waves?: number;
  /** Width at the tips as a share: straight cuts are wide there. */
  tip?: number;
}

/** Two layers of long clumps from the crown down the back; waves run through neighbours together. */
export function addCurtain(kit: HairKit, c: Curtain): void {
  const { count, wider } = kit.thin(c.clumps);
  const wave = c.wave ?? 0;
  const steps = wave ? 9 : 4;
  for (let layer = 0; layer < 2; layer++)
    for (let i = 0; i < count; i++) {
      const offset = (i / (count - 1)) * 2 - 1;
      const azimuth = 180 + offset * c.spread * (layer ? 0.94 : 1);
      const radius = (c.radius ?? 0.43) - 0.035 * layer;
      const tip = lerp(c.tips[0], c.tips[1], kit.random()) - 0.1 * layer + 0.14 * offset * offset;
      const phase = Math.abs(offset) * 1.2 + layer * 0.6 + 1.1 * (kit.random() - 0.5);
      const below: Key[] = [];
      for (let k = 0; k < steps; k++) {
        const t = k / (steps - 1);
        const angle = t * Math.PI * 2 * (c.waves ?? 2) + phase;
        const strength = wave * smooth(0.05, 0.75, t);
        below.push(
          around(
            azimuth + strength * Math.sin(angle) * 62,
            radius + 0.04 * t + strength * 0.45 * Math.cos(angle),
            lerp(-0.26, tip, t),
            lerp(1, 0.9, t),
            lerp(0.02, 0.07, t),
          ),
        );
      }
      const low = 0.02 * layer;
      kit.clump(
        [[azimuth, 84, 0.05 - low], [azimuth, 45, 0.058 - low], [azimuth, 5, 0.066 - low], ...below],
        c.width * wider,
        { thickness: wave ? 0.36 : 0.3, bulge: 0.6, segments: wave ? 24 : 16, tip: c.tip ?? 0.16, root: 0.3 },
      );
    }
}

/** The dark inside of hanging hair, from the ears down to y = `low`: closes the gaps between locks. */
export function addLining(kit: HairKit, radius: number, low: number): void {
  const style = { base: kit.colours.shade, shade: kit.colours.shade };
  kit.mesh.grid(
    18,
    5,
    (u, v) => {
      const position = around(lerp(82, 278, u), radius + 0.02 * v, lerp(-0.02, low, v), 0.95, 0.03);
      return { ...style, position, strand: [0, 0, 0], bias: -0.5, outline: 0, bones: hangingBones(position) };
    },
    { flip: true },
  );
}

/** Locks in front of the ears down to y = `length`. */
export function addSideLocks(kit: HairKit, length: number, wave = 0, tip = 0.06): void {
  for (const s of [1, -1]) {
    const front = (t: number, x: number, z: number) =>
      vec(s * (x + wave * Math.sin(t * 7)), lerp(-0.12, length * 0.92, t), z + wave * 0.5 * Math.cos(t * 7));
    kit.clump(
      [
        [s * 26, 82, 0.05],
        [s * 50, 52, 0.06],
        [s * 64, 22, 0.055],
        vec(s * 0.375, -0.1, 0.2),
        front(0.3, 0.36, 0.235),
        front(0.5, 0.35, 0.255),
        front(0.75, 0.342, 0.265),
        front(1, 0.335, 0.27),
      ],
      0.088,
      { thickness: 0.38, bulge: 0.45, segments: wave ? 20 : 15, tip },
    );
    const outer = (t: number, x: number, z: number) =>
      vec(s * (x + wave * Math.sin(t * 7)), lerp(-0.22, length * 1.15, t), z + wave * 0.5 * Math.cos(t * 7));
    kit.clump(
      [
        [s * 38, 80, 0.05],
        [s * 70, 42, 0.06],
        [s * 88, 8, 0.055],
        outer(0, 0.425, 0.06),
        outer(0.35, 0.43, 0.08),
        outer(0.55, 0.435, 0.1),
        outer(0.8, 0.43, 0.11),
        outer(1, 0.41, 0.13),
      ],
      0.115,
      { thickness: 0.38, bulge: 0.5, segments: wave ? 20 : 15, tip },
    );
  }
}

export function longStraight(kit: HairKit, fringe: Fringe): void {
  kit.cap(0.035);
  addCurtain(kit, { clumps: 15, spread: 110, width: 0.14, tips: [-1.35, -1.15] });
  addLining(kit, 0.38, -1.05);
  addSideLocks(kit, -0.85);
  addFringe(kit, fringe);
}

export function longWavy(kit: HairKit, fringe: Fringe): void {
  kit.cap(0.035);
  addCurtain(kit, { clumps: 13, spread: 112, width: 0.15, tips: [-1.22, -1.02], radius: 0.46, wave: 0.1, waves: 1.6 });
  addLining(kit, 0.37, -0.9);
  addSideLocks(kit, -0.82, 0.035, 0.12);
  addFringe(kit, fringe);
}

/** Cut in steps: a straight fringe, cheek-long locks with blunt ends, and blunt long hair behind. */
export function himeCut(kit: HairKit, fringe: Fringe): void {
  kit.cap(0.035);
  addCurtain(kit, { clumps: 16, spread: 98, width: 0.135, tips: [-1.24, -1.2], tip: 0.5 });
  addLining(kit, 0.38, -1.08);
  for (const s of [1, -1])
    for (const [azimuth, x, z, width] of [
      [56, 0.37, 0.25, 0.09],
      [71, 0.41, 0.16, 0.09],
    ] as const)
      kit.clump(
        [
          [s * azimuth * 0.5, 82, 0.05],
          [s * azimuth * 0.92, 50, 0.062],
          [s * (azimuth + 4), 20, 0.06],
          vec(s * x, -0.12, z),
          vec(s * (x - 0.005), -0.24, z + 0.015),
          vec(s * (x - 0.015), -0.335, z + 0.02),
        ],
        width,
        { thickness: 0.36, bulge: 0.5, segments: 13, tip: 0.75 },
      );
  addFringe(kit, fringe, 0, true);
}
