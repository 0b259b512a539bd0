/** Braided hair: two plaits, box braids, box braids in a bun, cornrows. */
import { lerp, smooth, vec } from "../kit/math";
import type { Fringe } from "../types";
import { addFront, combToSide } from "./combed";
import { around, type HairKit } from "./kit";
import { addLining } from "./long";
import { addBabyHair, addBraid, addPlait } from "./ropes";
import { type Direction, NATURAL, onHead, toward } from "./scalp";

/** Two thick plaits that fall to the front over the shoulders, parted in the middle. */
export function braids(kit: HairKit, fringe: Fringe): void {
  addFront(kit, fringe);
  for (const s of [1, -1]) {
    const tie = combToSide(kit, s, [120, -24], 0.04);
    addPlait(
      kit,
      [
        tie.clone().multiplyScalar(0.9),
        vec(s * 0.4, -0.24, -0.12),
        vec(s * 0.43, -0.42, 0.03),
        vec(s * 0.4, -0.66, 0.2),
        vec(s * 0.36, -1.0, 0.27),
      ],
      0.098,
      15,
    );
  }
}

const BOX_WIDTH = 0.054;

/** Rows of braids from the parting to the temples: along the scalp, then hanging `[x, z, top, low]`. */
const BOX_ROWS = [
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

/** Many thin braids to the chest, some with beads, edges laid. */
export function boxBraids(kit: HairKit, fringe: Fringe): void {
  kit.cap(0.03, NATURAL, { sheer: 0.12, skinShare: 0.4 });
  const { count, wider } = kit.thin(13);
  for (let layer = 0; layer < 2; layer++)
    for (let i = 0; i < count; i++) {
      const azimuth = 180 + ((i / (count - 1)) * 2 - 1) * (layer ? 112 : 104);
      const radius = 0.47 - 0.06 * layer;
      const tip = around(azimuth, radius + 0.02, -0.95 - 0.22 * kit.random(), 1, 0.04);
      tip.x += 0.05 * (kit.random() - 0.5);
      const path = [
        onHead([azimuth, 84 - 22 * layer], 0.06),
        onHead([azimuth, 45], 0.085),
        onHead([azimuth, 8], 0.085),
        around(azimuth, radius, -0.3),
        around(azimuth, radius + 0.02, -0.65, 1, 0.04),
        tip,
      ];
      addBraid(kit, path, BOX_WIDTH * wider, 20);
    }
  for (const s of [1, -1])
    for (const { keys, hang } of BOX_ROWS) {
      const [x, z, top, low] = hang;
      const lifts = [0.05, 0.07, 0.075, 0.07, 0.058];
      const path = keys.map(([azimuth, elevation], k) => onHead([s * azimuth, elevation], lifts[k] as number));
      addBraid(kit, [...path, vec(s * x, top, z), vec(s * (x - 0.01), low, z + 0.04)], BOX_WIDTH, 24);
    }
  if (fringe === "full")
    for (const azimuth of [-26, -9, 8, 25])
      addBraid(
        kit,
        [
          onHead([azimuth * 0.3, 84], 0.07),
          onHead([azimuth, 58], 0.1),
          onHead([azimuth + 3, 36], 0.095),
          onHead([azimuth + 6, 10], 0.06),
        ],
        0.05,
        12,
      );
  addLining(kit, 0.36, -0.8);
  addBabyHair(kit);
}

const slerp = (from: Direction, to: Direction, t: number): Direction => {
  const [a, b] = [toward(from), toward(to)];
  const angle = a.angleTo(b);
  const d = a.multiplyScalar(Math.sin((1 - t) * angle)).addScaledVector(b, Math.sin(t * angle));
  return [(Math.atan2(d.x, d.z) * 180) / Math.PI, (Math.asin(d.y / d.length()) * 180) / Math.PI];
};

/** Box braids gathered on the crown and wound into a high knot; two hang in front of the ears. */
export function boxBraidBun(kit: HairKit, fringe: Fringe): void {
  kit.cap(0.006, NATURAL, { sheer: 0.3, skinShare: 0.5 });
  const knot: Direction = [180, 70];
  const { count, wider } = kit.thin(19);
  for (let i = 0; i < count; i++) {
    const azimuth = (i / count) * 360 - 180;
    const a = Math.abs(azimuth);
    const start = a < 62 ? lerp(28, 12, smooth(20, 62, a)) : a < 108 ? 2 : lerp(-14, -42, smooth(108, 150, a));
    const path = [0, 0.2, 0.45, 0.7, 0.92].map((t) => onHead(slerp([azimuth, start], knot, t), lerp(0.02, 0.075, t)));
    addBraid(kit, path, 0.05 * wider, 14, 0);
  }
  const centre = onHead(knot, 0.12);
  const axis = vec(0, 0.95, -0.3).normalize();
  const one = vec(1, 0, 0);
  const other = axis.clone().cross(one);
  kit.mesh.ellipsoid(centre, vec(0.17, 0.15, 0.17), { ...kit.style, bias: -0.25, strand: [0.2, 0, 0.5] }, 10, 8);
  for (const [radius, height, turns, knots] of [
    [0.165, -0.05, 1.06, 26],
    [0.16, 0.02, 1.06, 26],
    [0.125, 0.085, 1.06, 20],
    [0.07, 0.13, 1.1, 12],
  ] as const) {
    const ring = Array.from({ length: 13 }, (_, k) => {
      const angle = (k / 12) * turns * Math.PI * 2 + radius * 30;
      return centre
        .clone()
        .addScaledVector(axis, height + 0.012 * Math.sin(angle))
        .addScaledVector(one, radius * Math.cos(angle))
        .addScaledVector(other, radius * Math.sin(angle));
    });
    addBraid(kit, ring, 0.062, knots, 0);
  }
  const loose = fringe === "full" ? [56, 66] : [62];
  for (const s of [1, -1])
    for (const azimuth of loose)
      addBraid(
        kit,
        [
          onHead([s * azimuth, 24], 0.02),
          onHead([s * (azimuth + 2), 8], 0.05),
          vec(s * 0.39, -0.16, 0.2 - 0.1 * (azimuth - 56) * 0.1),
          vec(s * 0.385, -0.62, 0.24 - 0.1 * (azimuth - 56) * 0.1),
        ],
        0.045,
        17,
        1,
      );
  addBabyHair(kit);
}

/** Braided flat along the scalp from the forehead to the nape, skin between the rows, tails at the back. */
export function cornrows(kit: HairKit, fringe: Fringe): void {
  kit.cap(0, NATURAL, { sheer: 0.52, skinShare: 0.7, lift: 0.006, groove: 0, poleLift: 0.006 });
  const rows = [-77, -63, -49, -35, -21, -7, 7, 21, 35, 49, 63, 77];
  const low = fringe === "full" ? -0.62 : -0.78;
  for (const [i, lateral] of rows.entries()) {
    // Rows run in parallel planes, those at the temples in a bow around the ear.
    const front = lerp(27, 14, smooth(20, 77, Math.abs(lateral)));
    const end = lerp(222, 204, smooth(30, 77, Math.abs(lateral)));
    const path = Array.from({ length: 9 }, (_, k) => {
      const t = k / 8;
      const along = (lerp(front, end, t) * Math.PI) / 180;
      const phi = (lateral * (1 - 0.5 * smooth(0.6, 1, t)) * Math.PI) / 180;
      const d = vec(Math.sin(phi), Math.cos(phi) * Math.sin(along), Math.cos(phi) * Math.cos(along));
      const direction: Direction = [(Math.atan2(d.x, d.z) * 180) / Math.PI, (Math.asin(d.y) * 180) / Math.PI];
      return onHead(direction, 0.022 * smooth(0, 0.08, t) + 0.006);
    });
    const x = lateral / 77;
    path.push(vec(x * 0.24, -0.42, -0.24 + 0.05 * Math.abs(x)), vec(x * 0.3, low - 0.1 * kit.random(), -0.27));
    addBraid(kit, path, 0.043, 34, i % 3 === 0 ? 1 : 0);
  }
  addBabyHair(kit);
}
