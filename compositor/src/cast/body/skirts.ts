/** Cloth that hangs from the waist: pleated skirt, tails of a coat, sash. All of it sways. */
import type { Vector3 } from "three";
import { DEGREE, lerp, type Rgb, scaleRgb, smooth, vec } from "../kit/math";
import type { BoneWeights, MeshBuilder } from "../kit/mesh-builder";
import { cloth, hangingBones } from "./cloth";
import { blendBones, rigid } from "./skeleton";
import { torsoPoint } from "./torso";
import type { OutfitColours } from "./wardrobe";

interface Pleats {
  count: number;
  phase: number;
  top: readonly [radius: number, y: number];
  hem: readonly [radius: number, y: number];
  colour: Rgb;
  depth: number;
}

/** The skirt hangs from the hips; its sides give way a little to the thighs. */
function skirtBones(x: number, v: number): BoneWeights {
  const [first, second, weight] = blendBones("hips", x > 0 ? "leftUpperLeg" : "rightUpperLeg", v, 0.6, 0.6);
  return [first, second, weight * 0.45 * smooth(0.05, 0.3, Math.abs(x))];
}

/** Rows of a pleated skirt; doubled ones keep the edges of the trim sharp. */
const PLEAT_ROWS = [0, 0.25, 0.55, 0.8, 0.8, 0.93, 0.93, 1] as const;
const TRIM_ROWS: readonly number[] = [4, 5];

function addPleats(mesh: MeshBuilder, p: Pleats, trim: Rgb): void {
  const perPleat = mesh.detail > 0.6 ? 4 : 2;
  mesh.grid(
    p.count * perPleat,
    PLEAT_ROWS.length - 1,
    (u, share) => {
      const row = Math.round(share * (PLEAT_ROWS.length - 1));
      const v = PLEAT_ROWS[row] ?? 1;
      const angle = u * Math.PI * 2;
      const ridge = Math.abs(((u * p.count + p.phase) % 1) * 2 - 1);
      const radius = lerp(p.top[0], p.hem[0], v ** 0.72) * (1 + p.depth * v * (ridge - 0.5));
      const y = lerp(p.top[1], p.hem[1], v) + 0.04 * Math.cos(angle * 2) * v * v;
      const x = radius * Math.sin(angle);
      return {
        ...cloth(TRIM_ROWS.includes(row) ? trim : p.colour),
        position: vec(x, y, radius * 0.86 * Math.cos(angle) - 0.01),
        bones: skirtBones(x, v),
        bias: -0.16 * (1 - ridge) * smooth(0.05, 0.4, v),
        sway: 0.55 * v * v,
      };
    },
    { closed: true, flip: true, exact: true },
  );
}

export function addPleatedSkirt(mesh: MeshBuilder, trim: Rgb, outfit: OutfitColours): void {
  const upper = { count: 18, phase: 0, top: [0.42, 3.2], hem: [0.86, 2.46], depth: 0.12 } as const;
  const under = { count: 22, phase: 0.3, top: [0.4, 3.1], hem: [0.84, 2.34], depth: 0.1 } as const;
  addPleats(mesh, { ...upper, colour: outfit.bottom }, trim);
  addPleats(mesh, { ...under, colour: outfit.shirt }, trim);
}

const TAILS = { top_y: 3.24, hem_y: 1.18, open: 25 * DEGREE } as const;
/** Columns of the coat's tails; doubled ones keep the edges of the facing sharp. */
const TAIL_COLUMNS = [
  0, 0.02, 0.02, 0.1, 0.18, 0.26, 0.34, 0.42, 0.5, 0.58, 0.66, 0.74, 0.82, 0.9, 0.98, 0.98, 1,
] as const;

function tailPoint(u: number, v: number, above: number) {
  const angle = lerp(TAILS.open * (1 + 0.5 * v), Math.PI * 2 - TAILS.open * (1 + 0.5 * v), u);
  const y = lerp(TAILS.top_y, TAILS.hem_y, v);
  const fold = 0.03 * v * Math.sin(angle * 9);
  const p = torsoPoint(angle, Math.max(3.16, y), 0.055 + 0.2 * v ** 0.8 + fold + above);
  return { angle, position: vec(p.x, y, p.z) };
}

/** Below the waist a coat falls open in front; outside, lining and an edge in the colour of the trim. */
export function addCoatTails(mesh: MeshBuilder, outfit: OutfitColours): void {
  const columns = TAIL_COLUMNS.length - 1;
  const sway = (v: number) => 0.85 * v ** 1.6;
  mesh.grid(
    columns,
    mesh.count(9, 4),
    (share, v) => {
      const column = Math.round(share * columns);
      const { angle, position } = tailPoint(TAIL_COLUMNS[column] ?? 1, v, 0);
      const edge = column <= 1 || column >= columns - 1;
      const bias = -0.07 * v * (1 - Math.sin(angle * 9));
      return {
        ...cloth(edge ? outfit.trim : outfit.jacket),
        position,
        bias,
        bones: hangingBones(position, 0.92),
        sway: sway(v),
      };
    },
    { exact: true, flip: true },
  );
  const inside = scaleRgb(outfit.lapel, 0.62);
  mesh.grid(
    12,
    5,
    (u, v) => {
      const { position } = tailPoint(u, v, -0.012 - 0.05 * v * smooth(0, 0.06, Math.min(u, 1 - u)));
      // Normals lean to the audience: the stage's rims do not reach the inside of a coat.
      const editNormal = (normal: Vector3) => normal.add(vec(0, 0, 0.9)).normalize();
      const style = { ...cloth(inside), outline: 0, bias: -0.22, editNormal };
      return { ...style, position, bones: hangingBones(position, 0.92), sway: sway(v) };
    },
    {},
  );
}

/** A broad sash with a knot at the left hip and two ends that swing. */
export function addSash(mesh: MeshBuilder, outfit: OutfitColours): void {
  const bands = [
    { y: 3.27, height: 0.1, colour: outfit.accent },
    { y: 3.17, height: 0.12, colour: outfit.accent },
  ];
  for (const { y, height, colour } of bands)
    mesh.grid(
      32,
      3,
      (u, v) => {
        const angle = u * Math.PI * 2;
        const position = torsoPoint(angle, y, 0.016 + 0.022 * Math.sin(Math.PI * v));
        position.y = y + height * (0.5 - v) - 0.03 * Math.sin(angle);
        return { ...cloth(colour), position, bones: rigid("hips"), outline: 0.8 };
      },
      { closed: true, flip: true },
    );
  const knot = torsoPoint(55 * DEGREE, 3.17, 0.05);
  mesh.ellipsoid(knot, vec(0.07, 0.075, 0.06), { ...cloth(outfit.accent), bones: rigid("hips") }, 10, 7);
  for (const [spread, length] of [
    [-0.06, 0.95],
    [0.07, 0.72],
  ] as const) {
    const end = knot.clone().add(vec(0.1 + spread, -length, 0.06));
    const middle = knot
      .clone()
      .lerp(end, 0.5)
      .add(vec(0.05, 0, 0.05));
    mesh.sweep([knot, middle, end], {
      segments: 8,
      sides: 6,
      radius: (t) => [0.03 + 0.06 * t, 0.012],
      up: () => vec(0.5, 0, 0.85),
      style: (t) => ({ ...cloth(t > 0.9 ? outfit.trim : outfit.accent), bones: rigid("hips"), sway: 0.9 * t * t }),
    });
  }
}

/** A chain that hangs in a bow at the right hip. */
export function addChain(mesh: MeshBuilder, colour: Rgb): void {
  const [front, low, back] = [-28, -62, -105].map((degrees, k) =>
    torsoPoint(degrees * DEGREE, k === 1 ? 2.84 : 3.15, 0.06),
  );
  if (!front || !low || !back) return;
  mesh.sweep(
    [
      front,
      front
        .clone()
        .lerp(low, 0.6)
        .add(vec(0, -0.06, 0)),
      low,
      back.clone().lerp(low, 0.6),
      back,
    ],
    {
      segments: 16,
      sides: 5,
      radius: (t) => [0.016 + 0.006 * Math.sin(t * 90), 0.016],
      style: (t) => ({ ...cloth(colour), bones: rigid("hips"), outline: 0.6, sway: 0.5 * Math.sin(Math.PI * t) }),
    },
  );
}
