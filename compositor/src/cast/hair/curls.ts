/** Curly hair: ringlets, flat ribbons wound around the line they hang along. */
import { CatmullRomCurve3, type Vector3 } from "three";
import { rigid } from "../body/skeleton";
import { skullCentre } from "../head/surface";
import { lerp, smooth, vec } from "../kit/math";
import type { Fringe } from "../types";
import { around, type HairKit, hangingBones, type Key } from "./kit";
import { addLining } from "./long";
import { NATURAL } from "./scalp";

export interface Ringlet {
  /** Half the ribbon's width. */
  width: number;
  turns: number;
  /** Radius of the spiral. */
  radius: number;
  phase?: number;
  /** Share of the way after which it is fully wound. */
  from?: number;
  free?: number;
}

/** One ringlet along `keys`. */
export function addRinglet(kit: HairKit, keys: readonly Key[], r: Ringlet): void {
  const line = new CatmullRomCurve3(
    keys.map((key) => kit.point(key)),
    false,
    "centripetal",
  );
  const steps = Math.max(14, Math.round(r.turns * (kit.mesh.detail > 0.9 ? 10 : kit.mesh.detail > 0.6 ? 7 : 5)));
  const phase = r.phase ?? kit.random() * 6.28;
  const middle: Vector3[] = line.getSpacedPoints(steps);
  const radial: Vector3[] = [];
  const path = middle.map((p, k) => {
    const t = k / steps;
    const tangent = line.getTangentAt(t);
    const out = p.clone().sub(skullCentre());
    out.addScaledVector(tangent, -out.dot(tangent)).normalize();
    const side = tangent.clone().cross(out);
    const angle = phase + t * r.turns * Math.PI * 2;
    const arm = out.multiplyScalar(Math.cos(angle)).addScaledVector(side, Math.sin(angle));
    radial.push(arm);
    return p.clone().addScaledVector(arm, r.radius * smooth(0, r.from ?? 0.35, t) * (1 - 0.35 * smooth(0.8, 1, t)));
  });
  const random = kit.random();
  kit.mesh.sweep(path, {
    segments: steps,
    exact: true,
    sides: kit.mesh.detail > 0.9 ? 5 : 4,
    radius: (t) => {
      const w = r.width * lerp(0.5, 1, smooth(0, 0.25, t)) * Math.max(0.05, 1 - smooth(0.8, 1, t)) ** 0.6;
      return [w, w * 0.75];
    },
    up: (t) => radial[Math.min(steps, Math.round(t * steps))] ?? vec(0, 0, 1),
    editNormal: (n, p) => {
      const round = p.clone().sub(skullCentre());
      round.y *= 0.5;
      return n.lerp(round.normalize(), 0.4).normalize();
    },
    style: (t, across, p) => {
      // The far side of each turn lies in the shade of the near one.
      const near = Math.cos(phase + t * r.turns * Math.PI * 2) * smooth(0.1, 0.4, t);
      return {
        ...kit.style,
        strand: [0.15 + 0.3 * t, across * 0.8, random],
        outline: lerp(0.6, 0.4, t),
        bias: -0.06 + 0.09 * random + 0.1 * near,
        bones: r.free === undefined ? hangingBones(p) : rigid("head"),
        sway: r.free === undefined ? 0.7 * smooth(-0.35, -1.3, p.y) : r.free * t,
      };
    },
  });
}

interface CurlyMass {
  /** From the crown outwards: how many, start elevation, radius and lowest y. */
  layers: readonly { count: number; spread: number; top: number; radius: number; low: number }[];
  width: number;
  spiral: number;
  /** Turns per unit of hanging length. */
  tightness: number;
}

function addCurlyMass(kit: HairKit, c: CurlyMass): void {
  for (const layer of c.layers) {
    const { count, wider } = kit.thin(layer.count);
    for (let i = 0; i < count; i++) {
      const offset = (i / (count - 1)) * 2 - 1;
      const azimuth = 180 + offset * layer.spread + 6 * (kit.random() - 0.5);
      const low = layer.low - 0.1 * (kit.random() - 0.5) + 0.06 * offset * offset;
      const r = layer.radius * (1 + 0.05 * (kit.random() - 0.5));
      const length = 0.5 - low;
      addRinglet(
        kit,
        [
          [azimuth, layer.top, 0.03],
          [azimuth, lerp(layer.top, 12, 0.45), 0.075],
          [azimuth, 14, 0.1],
          around(azimuth, r, lerp(0.12, low, 0.4), 1, 0.02),
          around(azimuth, r + 0.03, lerp(0.12, low, 0.72), 0.97, 0.03),
          around(azimuth, r, low, 0.95, 0.04),
        ],
        { width: c.width * wider, turns: length * c.tightness, radius: c.spiral, from: 0.3 },
      );
    }
  }
}

/** Elevation on the parting, azimuth and elevation of the tip; from the crown to the forehead. */
const PARTED_CURLS = [
  [80, 72, -10],
  [66, 66, -4],
  [53, 58, 2],
  [42, 50, 8],
  [34, 42, 13],
] as const;

/** Ringlets over the forehead. */
function addCurlyFront(kit: HairKit, fringe: Fringe, reach: number): void {
  if (fringe === "full")
    [-44, -29, -14, 2, 17, 32, 46].forEach((a, i) => {
      addRinglet(
        kit,
        [
          [a * 0.4, 82, 0.04],
          [a * 0.8, 62, 0.08],
          [a, 40, 0.09],
          [a * 1.05, 20, 0.075],
          [a * 1.1, 4 + (i % 2 ? 6 : 0), 0.05],
        ],
        { width: 0.056, turns: 2.2, radius: 0.032, from: 0.5 },
      );
    });
  else
    for (const s of [1, -1])
      for (const [start, end, low] of PARTED_CURLS) {
        const part = fringe === "side" ? 22 : 2;
        const over = fringe === "side" && s < 0;
        const to = over ? -end + 6 : s > 0 ? Math.max(part + 12, end) : -end;
        addRinglet(
          kit,
          [
            [part + s * 2, start, 0.01],
            [lerp(part, to, 0.3), start - (over ? 4 : 7), 0.075],
            [lerp(part, to, 0.65), lerp(start, low, 0.42), 0.09],
            [lerp(part, to, 0.92), lerp(start, low, 0.75), 0.075],
            [to, low, 0.05],
          ],
          { width: 0.054, turns: 2.4, radius: 0.03, from: 0.4 },
        );
      }
  for (const s of [1, -1])
    for (const [azimuth, x, z, low] of [
      [54, 0.4, 0.22, reach],
      [70, 0.44, 0.12, reach - 0.06],
    ] as const)
      addRinglet(
        kit,
        [
          [s * azimuth * 0.6, 78, 0.04],
          [s * azimuth * 0.9, 48, 0.075],
          [s * (azimuth + 6), 16, 0.075],
          vec(s * x, -0.12, z),
          vec(s * (x + 0.01), lerp(-0.12, low, 0.6), z + 0.03),
          vec(s * (x - 0.01), low, z + 0.04),
        ],
        { width: 0.056, turns: (0.5 - low) * 2.8, radius: 0.038, from: 0.4 },
      );
}

/** Loose curls to the jaw. */
export function curlyBob(kit: HairKit, fringe: Fringe): void {
  kit.cap(0.05, NATURAL, { plain: true });
  addCurlyMass(kit, {
    layers: [
      { count: 9, spread: 116, top: 48, radius: 0.45, low: -0.44 },
      { count: 13, spread: 122, top: 84, radius: 0.52, low: -0.3 },
      { count: 11, spread: 130, top: 86, radius: 0.54, low: -0.08 },
    ],
    width: 0.062,
    spiral: 0.046,
    tightness: 3.2,
  });
  addLining(kit, 0.4, -0.34);
  addCurlyFront(kit, fringe, -0.36);
}

/** A long mane of ringlets. */
export function curlyLong(kit: HairKit, fringe: Fringe): void {
  kit.cap(0.05, NATURAL, { plain: true });
  addCurlyMass(kit, {
    layers: [
      { count: 9, spread: 108, top: 48, radius: 0.46, low: -1 },
      { count: 12, spread: 114, top: 84, radius: 0.53, low: -0.86 },
      { count: 10, spread: 124, top: 86, radius: 0.56, low: -0.42 },
    ],
    width: 0.066,
    spiral: 0.05,
    tightness: 2.9,
  });
  addLining(kit, 0.4, -0.8);
  addCurlyFront(kit, fringe, -0.72);
}
