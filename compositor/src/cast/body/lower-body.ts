/** Belt, skirt or trousers, legs, socks and boots. */

import { lerp, type Rgb, smooth, vec } from "../kit/math";
import { type BoneWeights, MeshBuilder, type VertexStyle } from "../kit/mesh-builder";
import { type Profile, readCurve } from "../kit/profile";
import type { OutfitColours, SkinColours } from "../palettes";
import { blendBones, JOINTS, rigid, SIDES, type Side, sideSign } from "./skeleton";
import { cloth, torsoPoint } from "./torso";

const LEG: Profile = [
  [0, 0.215],
  [0.1, 0.215],
  [0.3, 0.18],
  [0.5, 0.135],
  [0.62, 0.142],
  [0.75, 0.125],
  [0.95, 0.085],
  [1, 0.085],
];

const BOOT_SHAFT: Profile = [
  [0, 0.168],
  [0.06, 0.16],
  [0.35, 0.14],
  [0.8, 0.112],
  [1, 0.118],
];

function legPoint(side: Side, t: number) {
  const hip = JOINTS[`${side}UpperLeg`];
  const knee = JOINTS[`${side}LowerLeg`];
  const ankle = JOINTS[`${side}Foot`];
  return t < 0.5 ? hip.clone().lerp(knee, t * 2) : knee.clone().lerp(ankle, t * 2 - 1);
}

interface LegPiece {
  /** Place along the leg, 0 hip to 1 ankle. */
  from: number;
  to: number;
  segments: number;
  style: VertexStyle;
}

/** What covers the leg from top to bottom; separate pieces, so that colours meet in a sharp line. */
function legPieces(outfit: OutfitColours, skin: SkinColours): LegPiece[] {
  if (outfit.trousers) return [{ from: 0, to: 1, segments: 20, style: cloth(outfit.trousers) }];
  return [
    { from: 0, to: 0.32, segments: 6, style: { base: skin.base, shade: skin.shade } },
    { from: 0.32, to: 0.345, segments: 2, style: cloth(outfit.trim) },
    { from: 0.345, to: 1, segments: 13, style: cloth(outfit.sock) },
  ];
}

function addLeg(mesh: MeshBuilder, side: Side, outfit: OutfitColours, skin: SkinColours): void {
  const s = sideSign(side);
  const front = () => vec(0, 0, 1);
  const bones = (t: number) => blendBones(`${side}UpperLeg`, `${side}LowerLeg`, t, 0.5, 0.07);
  for (const { from, to, segments, style } of legPieces(outfit, skin))
    mesh.sweep(
      Array.from({ length: segments + 1 }, (_, k) => legPoint(side, lerp(from, to, k / segments))),
      {
        segments,
        sides: 12,
        up: front,
        radius: (t) => {
          const r = readCurve(LEG, lerp(from, to, t));
          return [r, r];
        },
        style: (t) => ({ ...style, bones: bones(lerp(from, to, t)) }),
      },
    );
  for (const [from, to, colour] of [
    [0, 0.1, outfit.trim],
    [0.1, 1, outfit.boot],
  ] as const)
    mesh.sweep(
      [0, 0.5, 1].map((t) => legPoint(side, lerp(0.6, 1, lerp(from, to, t)))),
      {
        segments: from === 0 ? 2 : 7,
        sides: 12,
        up: front,
        radius: (t) => {
          const r = readCurve(BOOT_SHAFT, lerp(from, to, t));
          return [r, r];
        },
        style: () => ({ ...cloth(colour), bones: rigid(`${side}LowerLeg`) }),
      },
    );
  const sole = [
    vec(0.18 * s, 0.13, -0.14),
    vec(0.18 * s, 0.145, 0),
    vec(0.185 * s, 0.11, 0.18),
    vec(0.19 * s, 0.085, 0.33),
  ];
  mesh.sweep(sole, {
    segments: 9,
    sides: 10,
    up: () => vec(0, 1, 0),
    radius: (t) => {
      const k = Math.sqrt(Math.max(0.0005, 1 - Math.abs(t * 2 - 1) ** 5));
      return [0.125 * k, lerp(0.14, 0.085, t) * k];
    },
    style: () => ({ ...cloth(outfit.boot), bones: rigid(`${side}Foot`) }),
  });
}

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
      };
    },
    { closed: true, flip: true, exact: true },
  );
}

export function buildLowerBody(outfit: OutfitColours, skin: SkinColours, detail = 1): MeshBuilder {
  const mesh = new MeshBuilder(detail);
  for (const side of SIDES) addLeg(mesh, side, outfit, skin);
  mesh.grid(
    36,
    2,
    (u, v) => {
      const position = torsoPoint(u * Math.PI * 2, 3.2, 0.022);
      position.y = lerp(3.235, 3.14, v);
      return { ...cloth(outfit.trim), position, bones: rigid("hips") };
    },
    { closed: true, flip: true },
  );
  if (outfit.trousers) {
    const seat = { ...cloth(outfit.trousers), bones: rigid("hips") };
    mesh.ellipsoid(vec(0, 3.02, 0), vec(0.41, 0.26, 0.27), seat, 18, 10);
  } else {
    const upper = { count: 18, phase: 0, top: [0.42, 3.2], hem: [0.86, 2.46], depth: 0.12 } as const;
    const under = { count: 22, phase: 0.3, top: [0.4, 3.1], hem: [0.84, 2.34], depth: 0.1 } as const;
    addPleats(mesh, { ...upper, colour: outfit.skirt }, outfit.trim);
    addPleats(mesh, { ...under, colour: outfit.shirt }, outfit.trim);
  }
  return mesh;
}
