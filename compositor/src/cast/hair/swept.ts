/** Longer on top than at the sides: two-block cut, undercut, slicked back, fade. */

import { lerp } from "../kit/math";
import type { Fringe } from "../types";
import type { HairKit } from "./kit";
import { Edge, NATURAL } from "./scalp";
import { addShavedSides } from "./shaved";
import { addQuiff, addTaperedSides } from "./short";

type Bang = readonly (readonly [azimuth: number, elevation: number, lift: number])[];

/** Short sides under a long, rounded top that falls over them like a lid; parted like curtains over the forehead. */
export function twoBlock(kit: HairKit, fringe: Fringe): void {
  kit.cap(0.014, { ...NATURAL, sideburn: -13, nape: -44 }, { skinShare: 0.5, fade: 0.25 });
  addTaperedSides(kit, 30, 0.075);
  const part = fringe === "none" ? 0 : 10;
  const { count, wider } = kit.thin(8);
  for (let layer = 0; layer < 2; layer++)
    for (const s of [1, -1])
      for (let i = 0; i < count; i++) {
        const f = i / (count - 1);
        const azimuth = part * (1 - f) + s * lerp(24, 172, f);
        const low = lerp(14, 6, f) + 5 * kit.random();
        const lift = 0.08 - 0.022 * layer;
        kit.clump(
          [
            [part + s * lerp(4, 168, f), 86, 0.055],
            [lerp(part, azimuth, 0.85), 66, lift],
            [azimuth, 44, lift],
            [azimuth * 1.01, low + 10, 0.062],
            [azimuth * 1.02, low - 10 - 5 * kit.random(), 0.026],
          ],
          (0.12 - 0.01 * layer) * wider,
          { thickness: 0.42, bulge: 0.45, root: 0.5, segments: 11, tip: 0.08 },
        );
      }
  addCurtainBangs(kit, fringe, part);
}

function addCurtainBangs(kit: HairKit, fringe: Fringe, part: number): void {
  const bang = (s: number, keys: Bang, width: number) =>
    kit.clump(
      keys.map(([a, e, l]) => [part + s * a, e, l] as const),
      width,
      { thickness: 0.42, segments: 13, root: 0.5, bulge: 0.42 },
    );
  const [outer, middle, inner]: readonly Bang[] = BANGS;
  for (const s of [1, -1]) {
    bang(s, outer as Bang, 0.1);
    bang(s, middle as Bang, 0.1);
    if (fringe !== "none") bang(s, inner as Bang, 0.088);
  }
  if (fringe === "full") {
    bang(-1, FULL_BANGS[0] as Bang, 0.07);
    bang(1, FULL_BANGS[1] as Bang, 0.07);
  } else if (fringe === "side") bang(-1, SIDE_BANG, 0.06);
}

/** From the temple inwards; mirrored on both sides of the part. */
const BANGS: readonly Bang[] = [
  [
    [2, 86, 0.06],
    [10, 66, 0.09],
    [24, 46, 0.1],
    [42, 24, 0.07],
    [50, -2, 0.035],
  ],
  [
    [6, 86, 0.06],
    [26, 62, 0.088],
    [46, 40, 0.083],
    [62, 14, 0.05],
    [70, -12, 0.025],
  ],
  [
    [2, 86, 0.06],
    [4, 66, 0.088],
    [11, 44, 0.097],
    [26, 20, 0.07],
    [39, 2, 0.04],
  ],
];
const FULL_BANGS: readonly Bang[] = [
  [
    [0, 86, 0.06],
    [-2, 64, 0.092],
    [3, 42, 0.085],
    [10, 20, 0.06],
    [17, 3, 0.045],
  ],
  [
    [0, 86, 0.06],
    [4, 64, 0.09],
    [2, 42, 0.085],
    [6, 20, 0.06],
    [2, 4, 0.045],
  ],
];
const SIDE_BANG: Bang = [
  [0, 86, 0.06],
  [-2, 64, 0.095],
  [3, 42, 0.09],
  [12, 24, 0.065],
  [22, 10, 0.045],
];

/** Outline of the long hair on top of shaved sides. */
const TOP = new Edge([
  [-180, 54],
  [-130, 50],
  [-90, 44],
  [-50, 36],
  [-20, 32],
  [0, 31],
  [20, 32],
  [50, 36],
  [90, 44],
  [130, 50],
]);

/** The body of the hair on top, which shows between its locks. */
function addTop(kit: HairKit, lift: number): void {
  kit.combed({ edge: TOP, pole: [150, 84], lift, poleLift: lift * 1.12, skinShare: 0.3, fade: 0.06 });
}

/** Long top swept over to one side above shaved sides. */
export function undercut(kit: HairKit, fringe: Fringe): void {
  addShavedSides(kit, 0.34);
  addTop(kit, 0.1);
  kit.lift = 0.018;
  const reach = fringe === "full" ? -4 : fringe === "side" ? 8 : 20;
  const { count, wider } = kit.thin(8);
  for (let layer = 0; layer < 2; layer++)
    for (let i = 0; i < count; i++) {
      const t = i / (count - 1);
      // From the forehead (t = 0) to the crown, each clump rises at the left and falls to the right.
      const front = lerp(22, 158, t);
      const end = lerp(-58, -146, t);
      const peak = lerp(44, 84, Math.sin(Math.min(1, t * 1.4) * 1.57));
      const high = 0.118 - 0.03 * layer;
      kit.clump(
        [
          [lerp(46, 140, t), lerp(24, 44, Math.min(1, t * 3)), 0.008],
          [lerp(36, 140, t), lerp(38, 62, Math.min(1, t * 2)), high * 0.72],
          [t < 0.7 ? lerp(front * 0.4, -40, t) : lerp(front, 180, 0.6), peak, high],
          [lerp(-30, -136, t), lerp(40, 52, t), high * 0.9],
          [end, lerp(reach, 24, Math.min(1, t * 1.6)) + 4 * kit.random(), 0.05],
        ],
        (0.12 - 0.012 * layer) * wider,
        { thickness: 0.44, bulge: 0.5, root: 0.3, segments: 14, tip: 0.06 },
      );
    }
}

/** Combed straight back with a wet shine. */
export function slickBack(kit: HairKit): void {
  addTaperedSides(kit, 24, 0.08);
  kit.cap(
    0.03,
    { ...NATURAL, sideburn: -13, nape: -44 },
    { pole: [180, 20], groove: 0.016, locks: 22, skinShare: 0.4 },
  );
  const { count, wider } = kit.thin(11);
  for (let layer = 0; layer < 2; layer++)
    for (let i = 0; i < count; i++) {
      const offset = ((i + layer * 0.5) / (count - 1)) * 2 - 1;
      if (Math.abs(offset) > 1.01) continue;
      const azimuth = offset * 58;
      const low = 26 - 10 * offset * offset;
      kit.clump(
        [
          [azimuth, low + 1 + 9 * layer, 0.0],
          [azimuth * 1.02, low + 12 + 6 * layer, 0.045],
          [azimuth * 1.15, lerp(72, 46, Math.abs(offset)), 0.075 - 0.01 * layer],
          [180 - azimuth * 0.9, lerp(76, 42, Math.abs(offset)), 0.06],
          [180 - azimuth * 0.7, lerp(34, 16, Math.abs(offset)), 0.04],
          [180 - azimuth * 0.6, lerp(4, -4, Math.abs(offset)), 0.012],
        ],
        0.088 * wider,
        { thickness: 0.34, bulge: 0.4, root: 0.35, segments: 15, tip: 0.16 },
      );
    }
}

/** Skin at ears and nape, growing out to a short textured top. */
export function fade(kit: HairKit, fringe: Fringe): void {
  addShavedSides(kit, 0.22);
  addTop(kit, 0.05);
  const rows = [
    { elevation: 80, count: 7, spread: 180 },
    { elevation: 64, count: 11, spread: 170 },
    { elevation: 52, count: 11, spread: 130 },
  ];
  for (const row of rows) {
    const { count, wider } = kit.thin(row.count);
    for (let i = 0; i < count; i++) {
      const azimuth = ((i / count) * 2 - 1) * row.spread + 9 * kit.random();
      const e = row.elevation - (Math.abs(azimuth) > 110 ? 6 : 0);
      const lean = 8 * (kit.random() - 0.5);
      kit.clump(
        [
          [azimuth * 0.86, Math.min(88, e + 14), 0.03],
          [azimuth + lean, e + 2, 0.066],
          [azimuth + lean * 2, e - 11, 0.058],
          [azimuth + lean * 2.6, e - 22 - 4 * kit.random(), 0.014],
        ],
        0.092 * wider,
        { thickness: 0.46, bulge: 0.42, root: 0.5, segments: 8, tip: 0.06 },
      );
    }
  }
  if (fringe === "none") {
    addQuiff(kit, 0.09, 0);
    return;
  }
  for (let i = 0; i < 8; i++) {
    const azimuth = lerp(-40, 40, i / 7) + 4 * (kit.random() - 0.5);
    const low = (fringe === "full" ? 16 : lerp(14, 26, i / 7)) + 4 * kit.random();
    kit.clump(
      [
        [azimuth * 0.8, 60, 0.05],
        [azimuth, 44, 0.07],
        [azimuth + 2, 32, 0.062],
        [azimuth + 4, low, 0.03],
      ],
      0.074,
      { thickness: 0.44, bulge: 0.42, root: 0.5, segments: 8, tip: 0.06 },
    );
  }
}
