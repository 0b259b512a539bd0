/** Short hair that covers ears and nape: crop, pixie, side parting, wolf cut. */

import { lerp, vec } from "../kit/math";
import type { Fringe } from "../types";
import { addFringe } from "./fringes";
import type { HairKit, Key } from "./kit";
import { type Growth, NATURAL } from "./scalp";

/** Short tapered clumps from behind the ears to the nape, over the hairline's own hair. */
export function addTaperedSides(kit: HairKit, from = 40, width = 0.085): void {
  const { count, wider } = kit.thin(17);
  for (let i = 0; i < count; i++) {
    const offset = (i / (count - 1)) * 2 - 1;
    const azimuth = 180 + offset * 106;
    const side = Math.abs(offset) > 0.78;
    const low = side ? (Math.abs(offset) > 0.93 ? -13 : 0) : lerp(-44, -24, Math.max(0, Math.abs(offset) - 0.5) * 3);
    kit.clump(
      [
        [azimuth, from, 0.03],
        [azimuth, lerp(from, low, 0.4), 0.04],
        [azimuth, lerp(from, low, 0.75), 0.028],
        [azimuth - offset * 4, low - 3 * kit.random(), 0.004],
      ],
      width * wider,
      { thickness: 0.28, segments: 8, tip: 0.25, outline: 0.7 },
    );
  }
}

const SHORT: Growth = { ...NATURAL, sideburn: -13, nape: -44 };

/** Textured crop: short clumps brushed forwards from the crown, with a choppy front edge. */
export function shortCrop(kit: HairKit, fringe: Fringe): void {
  kit.cap(0.014, SHORT, { skinShare: 0.4 });
  addTaperedSides(kit);
  const rows = [
    { elevation: 78, count: 7, spread: 150 },
    { elevation: 62, count: 10, spread: 130 },
    { elevation: 46, count: 12, spread: 116 },
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
          [azimuth + lean, e, 0.068],
          [azimuth + lean * 2, e - 16, 0.066],
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
    const low =
      (fringe === "side" ? lerp(8, 24, i / 5) : 11) + (i % 2 ? 9 : 0) + 6 * kit.random() - (azimuth / 46) ** 2 * 12;
    kit.clump(
      [
        [azimuth * 0.7, 62, 0.06],
        [azimuth * 0.95, 44, 0.075],
        [azimuth + 3, 28, 0.068],
        [azimuth + 9 + 6 * (kit.random() - 0.5), low, 0.035],
      ],
      0.08,
      { thickness: 0.42, bulge: 0.42, root: 0.5, segments: 9, tip: 0.05 },
    );
  }
  if (fringe === "none") addQuiff(kit, 0.098);
}

/** Front hair brushed up and back, `height` off the skull. */
export function addQuiff(kit: HairKit, height: number, lean = 8): void {
  for (let i = 0; i < 9; i++) {
    const azimuth = lerp(-56, 56, i / 8);
    const low = 28 - 8 * (azimuth / 56) ** 2;
    kit.clump(
      [
        [azimuth, low, 0.006],
        [azimuth * 0.97, low + 9, height * 0.62],
        [azimuth * 0.85 + lean * 0.5, 52, height],
        [azimuth * 0.6 + lean, 74, 0.07],
      ],
      0.09,
      { thickness: 0.45, bulge: 0.45, root: 0.4, segments: 10, tip: 0.1 },
    );
  }
}

/** Cropped close at ears and nape, longer pieces swept over the crown to the side. */
export function pixie(kit: HairKit, fringe: Fringe): void {
  kit.cap(0.014, { ...SHORT, sideburn: -18, nape: -47 });
  addTaperedSides(kit, 34, 0.078);
  const { count, wider } = kit.thin(13);
  for (let layer = 0; layer < 2; layer++)
    for (let i = 0; i < count; i++) {
      const offset = (i / (count - 1)) * 2 - 1;
      const azimuth = 180 + offset * 128 + 7 * layer;
      const low = lerp(-4, 10, layer) - 9 * kit.random();
      const lift = 0.078 - 0.018 * (1 - layer);
      kit.clump(
        [
          [azimuth * 0.98, 84, 0.05],
          [azimuth, 58, lift],
          [azimuth + 3 * offset, 32, lift],
          [azimuth + 6 * offset, low, 0.018],
        ],
        0.1 * wider,
        { thickness: 0.42, bulge: 0.5, root: 0.45, segments: 10, tip: 0.06 },
      );
    }
  for (const s of [1, -1])
    kit.clump(
      [[s * 40, 72, 0.05], [s * 60, 40, 0.065], [s * 68, 12, 0.045], [s * 69, -12, 0.02], vec(s * 0.352, -0.19, 0.17)],
      0.062,
      { thickness: 0.36, bulge: 0.4, segments: 12, tip: 0.03 },
    );
  addFringe(kit, fringe, 8);
}

/** Parted on the character's left, combed over; trimmed sides. */
export function sidePart(kit: HairKit, fringe: Fringe): void {
  kit.cap(0.014, SHORT, { skinShare: 0.4 });
  addTaperedSides(kit, 36);
  const part = 32;
  const back: readonly (readonly [number, number])[] = [
    [150, 60],
    [-170, 58],
    [-140, 52],
    [-118, 44],
  ];
  for (const [end, low] of back)
    kit.clump(
      [
        [part + 20, 82, 0.03],
        [lerp(part, end, end > 0 ? 0.6 : 0.3), 80, 0.065],
        [end, low, 0.07],
        [end, low - 32, 0.03],
      ],
      0.13,
      { thickness: 0.36, bulge: 0.5, root: 0.4, segments: 10, tip: 0.2 },
    );
  const up = fringe === "none" ? 0.03 : 0;
  for (const [start, over, end, low] of [
    [80, 78, -104, 16],
    [70, 66, -92, 10],
    [58, 55, -82, 8],
    [47, 46, -72, 10],
    [38, 38, fringe === "full" ? -40 : -62, fringe === "full" ? 10 : 16],
    [32, 31, fringe === "none" ? -54 : -30, fringe === "none" ? 22 : 17],
  ] as const)
    kit.clump(
      [
        [part, start, 0.03],
        [lerp(part, end, 0.22), over + 3, 0.085 + up],
        [lerp(part, end, 0.5), over - 2, 0.098 + up],
        [lerp(part, end, 0.8), lerp(over, low, 0.5), 0.075 + up * 0.5],
        [end, low, 0.03],
      ],
      0.096,
      { thickness: 0.42, bulge: 0.5, root: 0.22, segments: 13, tip: 0.08 },
    );
  for (const [start, end, low] of [
    [36, 56, 12],
    [50, 72, 4],
    [64, 88, 8],
    [78, 112, 12],
  ] as const)
    kit.clump(
      [
        [part + 3, start, 0.02],
        [lerp(part, end, 0.45), start - 4, 0.05],
        [lerp(part, end, 0.85), lerp(start, low, 0.5), 0.05],
        [end, low, 0.022],
      ],
      0.085,
      { thickness: 0.34, bulge: 0.5, root: 0.22, segments: 10, tip: 0.1 },
    );
}

/** Layered and shaggy: a full crown, short pieces at the cheeks, a longer tail at the nape. */
export function wolfCut(kit: HairKit, fringe: Fringe): void {
  kit.cap(0.03);
  const layers = [
    { count: 13, spread: 104, top: 60, low: -0.62, radius: 0.4, width: 0.09, flick: 0.035 },
    { count: 13, spread: 112, top: 72, low: -0.3, radius: 0.47, width: 0.1, flick: 0.035 },
    { count: 13, spread: 124, top: 84, low: -0.02, radius: 0.51, width: 0.11, flick: 0.035 },
  ];
  for (const l of layers) {
    const { count, wider } = kit.thin(l.count);
    for (let i = 0; i < count; i++) {
      const offset = (i / (count - 1)) * 2 - 1;
      const azimuth = 180 + offset * l.spread + 5 * (kit.random() - 0.5);
      const low = l.low - 0.08 * kit.random() + 0.1 * offset * offset;
      const a = azimuth * (Math.PI / 180);
      const at = (r: number, y: number): Key => vec(Math.sin(a) * r, y, Math.cos(a) * r - 0.03);
      kit.clump(
        [
          [azimuth, l.top, 0.05],
          [azimuth, 42, 0.075],
          [azimuth, 14, 0.085],
          at(l.radius, lerp(0.1, low, 0.55)),
          at(l.radius - 0.02, lerp(0.1, low, 0.8)),
          at(l.radius + l.flick, low),
        ],
        l.width * wider,
        { thickness: 0.42, bulge: 0.4, root: 0.4, segments: 12, tip: 0.1 },
      );
    }
  }
  for (const s of [1, -1])
    kit.clump(
      [
        [s * 34, 80, 0.05],
        [s * 54, 46, 0.07],
        [s * 64, 16, 0.06],
        vec(s * 0.38, -0.12, 0.21),
        vec(s * 0.36, -0.26, 0.24),
        vec(s * 0.42, -0.36, 0.22),
      ],
      0.075,
      { thickness: 0.38, bulge: 0.42, segments: 13, tip: 0.03 },
    );
  addFringe(kit, fringe, -4);
}
