/** Short hair: two-block, short crop, buzz. */

import { scalpPoint } from "../head/surface";
import { DEGREE, lerp, mixRgb, type Rgb, smooth } from "../kit/math";
import type { Fringe } from "../types";
import { blendToSkull, type HairKit, hairline } from "./kit";

/** Short tapered clumps over ears and nape. */
function addTaperedSides(kit: HairKit): void {
  const { count, wider } = kit.thin(15);
  for (let i = 0; i < count; i++) {
    const azimuth = 180 + ((i / (count - 1)) * 2 - 1) * 98;
    kit.clump(
      [
        [azimuth, 40, 0.03],
        [azimuth, 10, 0.035],
        [azimuth, -18, 0.02],
        [azimuth, -40 - 4 * kit.random(), 0.005],
      ],
      0.085 * wider,
      { thickness: 0.25, segments: 7, tip: 0.2 },
    );
  }
}

type Bang = readonly (readonly [azimuth: number, elevation: number, lift: number])[];

export function twoBlock(kit: HairKit, fringe: Fringe): void {
  kit.cap(hairline(32, 14, -30), 0.022);
  addTaperedSides(kit);
  const part = fringe === "none" ? 0 : 10;
  const { count, wider } = kit.thin(8);
  for (let layer = 0; layer < 2; layer++)
    for (const s of [1, -1])
      for (let i = 0; i < count; i++) {
        const f = i / (count - 1);
        const azimuth = part * (1 - f) + s * lerp(24, 158, f);
        const low = lerp(16, 24, f) + 5 * kit.random();
        const lift = 0.08 - 0.022 * layer;
        kit.clump(
          [
            [part + s * lerp(4, 160, f), 86, 0.055],
            [lerp(part, azimuth, 0.85), 66, lift],
            [azimuth, 44, lift],
            [azimuth * 1.02, low, 0.058],
            [azimuth * 1.03, low - 20 - 6 * kit.random(), 0.022],
          ],
          (0.12 - 0.01 * layer) * wider,
          { thickness: 0.42, bulge: 0.45, root: 0.5, segments: 11 },
        );
      }
  const bang = (s: number, keys: Bang, width: number) =>
    kit.clump(
      keys.map(([a, e, l]) => [part + s * a, e, l] as const),
      width,
      { thickness: 0.42, segments: 13, root: 0.5, bulge: 0.42 },
    );
  for (const s of [1, -1]) {
    bang(
      s,
      [
        [2, 86, 0.06],
        [10, 66, 0.09],
        [24, 46, 0.1],
        [42, 24, 0.07],
        [50, -2, 0.035],
      ],
      0.1,
    );
    bang(
      s,
      [
        [6, 86, 0.06],
        [26, 62, 0.088],
        [46, 40, 0.083],
        [62, 14, 0.05],
        [70, -12, 0.025],
      ],
      0.1,
    );
    if (fringe !== "none")
      bang(
        s,
        [
          [2, 86, 0.06],
          [4, 66, 0.088],
          [11, 44, 0.097],
          [26, 20, 0.07],
          [39, 2, 0.04],
        ],
        0.088,
      );
  }
  if (fringe === "full") {
    bang(
      -1,
      [
        [0, 86, 0.06],
        [-2, 64, 0.092],
        [3, 42, 0.085],
        [10, 20, 0.06],
        [17, 3, 0.045],
      ],
      0.07,
    );
    bang(
      1,
      [
        [0, 86, 0.06],
        [4, 64, 0.09],
        [2, 42, 0.085],
        [6, 20, 0.06],
        [2, 4, 0.045],
      ],
      0.07,
    );
  } else if (fringe === "side")
    bang(
      -1,
      [
        [0, 86, 0.06],
        [-2, 64, 0.095],
        [3, 42, 0.085],
        [12, 24, 0.06],
        [20, 12, 0.045],
      ],
      0.04,
    );
}

/** Textured crop: short clumps brushed forwards from the crown, with a choppy front edge. */
export function shortCrop(kit: HairKit, fringe: Fringe): void {
  kit.cap(hairline(32, 12, -32), 0.02);
  addTaperedSides(kit);
  const rows = [
    { elevation: 78, count: 7, spread: 150 },
    { elevation: 62, count: 9, spread: 125 },
    { elevation: 46, count: 11, spread: 112 },
  ];
  for (const row of rows) {
    const { count, wider } = kit.thin(row.count);
    for (let i = 0; i < count; i++) {
      const azimuth = ((i / (count - 1)) * 2 - 1) * row.spread + 8 * (kit.random() - 0.5);
      const lean = 6 * (kit.random() - 0.5);
      const e = row.elevation;
      if (fringe === "none" && e < 50 && Math.abs(azimuth) < 60) continue;
      kit.clump(
        [
          [azimuth * 0.8, Math.min(88, e + 16), 0.035],
          [azimuth + lean, e, 0.062],
          [azimuth + lean * 2, e - 16, 0.062],
          [azimuth + lean * 3, e - 31 - 5 * kit.random(), 0.03],
        ],
        0.098 * wider,
        { thickness: 0.42, bulge: 0.4, root: 0.5, segments: 8 },
      );
    }
  }
  const front = fringe === "full" ? 9 : fringe === "side" ? 6 : 0;
  for (let i = 0; i < front; i++) {
    const azimuth = fringe === "side" ? lerp(-44, 22, i / 5) : lerp(-46, 46, i / 8);
    const low = (fringe === "side" ? lerp(8, 24, i / 5) : 13) + 7 * kit.random() - (azimuth / 46) ** 2 * 12;
    kit.clump(
      [
        [azimuth * 0.7, 62, 0.06],
        [azimuth * 0.95, 44, 0.075],
        [azimuth + 3, 28, 0.068],
        [azimuth + 6 * (kit.random() - 0.5), low, 0.035],
      ],
      0.08,
      { thickness: 0.42, bulge: 0.42, root: 0.5, segments: 9, tip: 0.05 },
    );
  }
  if (fringe === "none") quiff(kit);
}

/** Front hair brushed up and back. */
function quiff(kit: HairKit): void {
  for (let i = 0; i < 9; i++) {
    const azimuth = lerp(-58, 58, i / 8);
    kit.clump(
      [
        [azimuth, 30, 0.012],
        [azimuth * 0.95, 42, 0.07],
        [azimuth * 0.85 + 4, 56, 0.098],
        [azimuth * 0.6 + 8, 74, 0.075],
      ],
      0.085,
      { thickness: 0.45, bulge: 0.45, root: 0.45, segments: 9, tip: 0.1 },
    );
  }
}

/** Shaved to a few millimetres: a thin cap with a shaped hairline that fades into the skin. */
export function buzz(kit: HairKit): void {
  kit.lift = 0;
  addStubbleCap(kit, { front: 30, corner: 33, temple: 8, sideburn: -8, nape: -36, lift: 0.012 });
}

interface StubbleCap {
  front: number;
  corner: number;
  temple: number;
  sideburn: number;
  nape: number;
  lift: number;
}

/** Elevation of a shaped hairline: a gentle arc, receding corners, sideburns in front of the ears. */
function shapedHairline(c: StubbleCap, azimuth: number): number {
  const a = Math.abs(azimuth);
  const rows: readonly (readonly [number, number])[] = [
    [0, c.front],
    [26, c.front + 1],
    [42, c.corner],
    [56, c.temple + 14],
    [66, c.temple],
    [76, c.sideburn],
    [86, c.sideburn - 4],
    [94, 2],
    [108, 4],
    [118, -12],
    [134, c.nape + 4],
    [180, c.nape],
  ];
  let k = 0;
  while (k < rows.length - 2 && a > (rows[k + 1] as readonly [number, number])[0]) k++;
  const [a0, e0] = rows[k] as readonly [number, number];
  const [a1, e1] = rows[k + 1] as readonly [number, number];
  const t = Math.min(1, Math.max(0, (a - a0) / (a1 - a0)));
  return lerp(e0, e1, t * t * (3 - 2 * t));
}

export function addStubbleCap(kit: HairKit, shape: StubbleCap): void {
  // Scalp shines through, most at the edge.
  const fade = (from: Rgb, to: Rgb, v: number) => mixRgb(from, to, 0.16 + 0.6 * smooth(0.95, 1, v));
  kit.mesh.grid(
    64,
    14,
    (u, row) => {
      const v = row ** 0.7;
      const azimuth = u * 360 - 180;
      const elevation = lerp(90, shapedHairline(shape, azimuth), v);
      const height = shape.lift * (1 - v ** 6) + 0.003;
      const position = scalpPoint(azimuth * DEGREE, elevation * DEGREE, height);
      return {
        ...kit.style,
        base: fade(kit.colours.base, kit.skin.base, v),
        shade: fade(kit.colours.shade, kit.skin.shade, v),
        position,
        editNormal: (n) => blendToSkull(n, position, 0.5),
        strand: [0.05, 0, 0.01],
        outline: v > 0.85 ? 0 : 0.8,
      };
    },
    { closed: true, flip: true },
  );
}
