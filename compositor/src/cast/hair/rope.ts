/** Braids and locs: ropes of hair laid over the skull and left to hang. */
import type { Vector3 } from "three";
import { rigid } from "../body/skeleton";
import { scalpPoint, skullCentre } from "../head/surface";
import type { Rgb } from "../kit/math";
import { DEGREE, lerp, vec } from "../kit/math";
import type { Fringe } from "../types";
import { around, type HairKit, hairline, hangingBones } from "./kit";

const GOLD: Rgb = [1, 0.8, 0.36];
const GOLD_SHADE: Rgb = [0.72, 0.43, 0.16];

const on = (azimuth: number, elevation: number, lift: number): Vector3 =>
  scalpPoint(azimuth * DEGREE, elevation * DEGREE, lift);

const awayFromSkull = (_t: number, p: Vector3): Vector3 => p.clone().sub(skullCentre()).normalize();

const sway = (p: Vector3): number => Math.min(0.8, Math.max(0, (-0.3 - p.y) * 0.9));

/** A three-strand braid: a rope whose two sides swell in turns. */
function addBraid(kit: HairKit, path: readonly Vector3[], width: number, knots: number): void {
  const phase = kit.random() * 6;
  const segments = Math.round(knots * (kit.mesh.detail > 0.9 ? 2 : 1.4));
  kit.mesh.sweep(path, {
    segments,
    sides: kit.mesh.count(6, 4),
    exact: true,
    radius: (t, angle) => {
      const beat = Math.abs(Math.sin(t * knots * Math.PI * 0.5 + phase + (Math.cos(angle) > 0 ? 0 : Math.PI / 2)));
      const end = t > 0.95 ? 1 - (t - 0.95) * 8 : 1;
      const r = width * (0.66 + 0.42 * beat) * end;
      return [r, r * 0.9];
    },
    up: awayFromSkull,
    style: (t, across, p) => ({
      base: kit.colours.base,
      shade: kit.colours.shade,
      strand: [t * 0.4, across, 0.5],
      outline: 0.7,
      bias: -0.05,
      bones: hangingBones(p),
      sway: sway(p),
    }),
  });
  if (kit.random() < 0.4) {
    const end = path[path.length - 1] as Vector3;
    const bead = (path[path.length - 2] as Vector3).clone().lerp(end, 0.65);
    const style = { base: GOLD, shade: GOLD_SHADE, outline: 0.7, bones: hangingBones(bead), sway: sway(bead) };
    kit.mesh.ellipsoid(bead, vec(width * 1.35, width * 1.2, width * 1.35), style, 8, 5);
  }
}

export function braids(kit: HairKit, fringe: Fringe): void {
  kit.cap(hairline(32, 8, -38), 0.035);
  const width = 0.056;
  const { count, wider } = kit.thin(13);
  for (let layer = 0; layer < 2; layer++)
    for (let i = 0; i < count; i++) {
      const azimuth = 180 + ((i / (count - 1)) * 2 - 1) * (layer ? 112 : 104);
      const radius = 0.47 - 0.06 * layer;
      const tip = around(azimuth, radius + 0.02, -0.95 - 0.22 * kit.random(), 1, 0.04);
      tip.x += 0.05 * (kit.random() - 0.5);
      const path = [
        on(azimuth, 84 - 22 * layer, 0.06),
        on(azimuth, 45, 0.085),
        on(azimuth, 8, 0.085),
        around(azimuth, radius, -0.3),
        around(azimuth, radius + 0.02, -0.65, 1, 0.04),
        tip,
      ];
      addBraid(kit, path, width * wider, 20);
    }
  const rows = [
    {
      keys: [
        [3, 84],
        [9, 60],
        [20, 44],
        [44, 30],
        [70, 14],
      ],
      hang: [0.415, 0.15, -0.25, -0.8],
    },
    {
      keys: [
        [3, 84],
        [8, 50],
        [24, 33],
        [46, 21],
        [66, 8],
      ],
      hang: [0.385, 0.22, -0.22, -0.72],
    },
    {
      keys: [
        [4, 86],
        [20, 72],
        [44, 56],
        [70, 38],
        [88, 14],
      ],
      hang: [0.435, 0.05, -0.28, -0.92],
    },
  ] as const;
  for (const s of [1, -1])
    for (const { keys, hang } of rows) {
      const [x, z, top, low] = hang;
      const lifts = [0.05, 0.075, 0.08, 0.075, 0.06];
      const path = keys.map(([azimuth, elevation], k) => on(s * azimuth, elevation, lifts[k] as number));
      addBraid(kit, [...path, vec(s * x, top, z), vec(s * (x - 0.01), low, z + 0.04)], width, 24);
    }
  if (fringe === "full")
    for (const azimuth of [-26, -9, 8, 25])
      addBraid(
        kit,
        [on(azimuth * 0.3, 84, 0.07), on(azimuth, 58, 0.1), on(azimuth + 3, 36, 0.095), on(azimuth + 6, 10, 0.06)],
        0.05,
        12,
      );
  addBabyHair(kit);
}

/** Laid edges: flat curls along the hairline. */
function addBabyHair(kit: HairKit): void {
  for (const s of [1, -1])
    for (const [azimuth, elevation] of [
      [16, 27],
      [36, 24],
      [54, 15],
    ] as const)
      kit.clump(
        [
          [s * azimuth, elevation + 10, 0.0],
          [s * (azimuth + 3), elevation + 3, 0.002],
          [s * (azimuth + 9), elevation - 1, 0.002],
          [s * (azimuth + 13), elevation + 4, 0.002],
        ],
        0.022,
        { thickness: 0.3, segments: 7, outline: 0.3 },
      );
}

function addLoc(kit: HairKit, path: readonly Vector3[], width: number): void {
  const phase = kit.random() * 6;
  kit.mesh.sweep(path, {
    segments: 16,
    sides: 7,
    radius: (t) => {
      const end = t > 0.93 ? Math.sqrt(Math.max(0.001, 1 - ((t - 0.93) / 0.07) ** 2)) : 1;
      const r = width * (0.92 + 0.1 * Math.sin(t * 19 + phase)) * end;
      return [r, r * 0.95];
    },
    up: awayFromSkull,
    style: (t, across, p) => ({
      base: kit.colours.base,
      shade: kit.colours.shade,
      strand: [t * 0.4, across, 0.01],
      outline: 0.75,
      bias: -0.04 + 0.05 * Math.sin(phase * 9),
      bones: rigid("head"),
      sway: sway(p),
    }),
  });
}

export function locs(kit: HairKit, fringe: Fringe): void {
  kit.cap(hairline(33, 10, -36), 0.03);
  const { count, wider } = kit.thin(14);
  for (let layer = 0; layer < 3; layer++)
    for (let i = 0; i < count; i++) {
      const azimuth = 180 + ((i / (count - 1)) * 2 - 1) * (126 - 4 * layer) + 5 * layer;
      const radius = 0.5 - 0.035 * layer;
      const tip = around(azimuth, radius + 0.02, -0.42 - 0.16 * kit.random() + 0.1 * layer);
      tip.x += 0.05 * (kit.random() - 0.5);
      addLoc(
        kit,
        [
          on(azimuth, 86 - 24 * layer, 0.07),
          on(azimuth, 50, 0.13 - 0.02 * layer),
          on(azimuth, 14, 0.12 - 0.02 * layer),
          around(azimuth, radius, -0.22),
          tip,
        ],
        0.052 * wider,
      );
    }
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
        on(azimuth * 0.3, 86, 0.07),
        on(lerp(azimuth, target, 0.1) * 0.75, 62, 0.13),
        on(lerp(azimuth, target, 0.4), 40, 0.13),
        on(target + 4, low + 12, 0.11),
        on(target + 6, low, 0.08),
      ],
      0.047,
    );
  }
}
