/** The trunk: its surface, the garments that cover it, the neck. Model units. */
import type { Vector3 } from "three";
import { lerp, type Rgb, signedPower, smooth, vec } from "../kit/math";
import { type BoneWeights, MeshBuilder } from "../kit/mesh-builder";
import { type Profile, readCurve, readProfile } from "../kit/profile";
import type { SkinColours } from "../palettes";
import { cloth, hangingBones } from "./cloth";
import { blendBones, rigid } from "./skeleton";
import type { Cut } from "./wardrobe";

/** y, half width, depth in front, depth behind. */
const ROWS: Profile = [
  [2.9, 0.42, 0.27, 0.285],
  [3.16, 0.43, 0.28, 0.27],
  [3.3, 0.395, 0.25, 0.235],
  [3.44, 0.35, 0.225, 0.2],
  [3.62, 0.372, 0.245, 0.205],
  [3.84, 0.43, 0.292, 0.235],
  [4.02, 0.478, 0.286, 0.25],
  [4.16, 0.5, 0.262, 0.25],
  [4.27, 0.47, 0.232, 0.245],
  [4.36, 0.375, 0.205, 0.225],
  [4.43, 0.26, 0.172, 0.2],
  [4.47, 0.19, 0.15, 0.175],
];

/** Where every trunk begins, at the base of the neck. */
export const TRUNK_TOP_Y = 4.47;

/** A point of the torso at height `y`, `angle` radians from the front towards the left, `above` off the surface. */
export function torsoPoint(angle: number, y: number, above = 0): Vector3 {
  const [width = 0, front = 0, back = 0] = readProfile(ROWS, y);
  const k = 2 / 2.25;
  const p = vec(
    (width + above) * signedPower(Math.sin(angle), k),
    y,
    (front - back) / 2 + ((front + back) / 2 + above) * signedPower(Math.cos(angle), k),
  );
  if (p.z > 0) p.z += 0.035 * Math.exp(-(((Math.abs(p.x) - 0.2) / 0.14) ** 2) - ((y - 3.93) / 0.15) ** 2);
  p.y -= 0.1 * smooth(0.28, 0.5, Math.abs(p.x)) * smooth(4.1, 4.3, y);
  return p;
}

function trunkBones(p: Vector3): BoneWeights {
  if (p.y > 3.57) return blendBones("spine", "chest", p.y, 3.8, 0.15);
  if (p.y > 3.1) return blendBones("hips", "spine", p.y, 3.375, 0.125);
  return hangingBones(p, 0.6);
}

/** One layer of cloth around the trunk. */
interface Shell {
  /** Height below which the hem goes over to the shins. */
  follow_y?: number;
  top_y: number;
  hem_y: number;
  rows: number;
  /** Distance off the body over the height. */
  ease: Profile;
  /** Sway of the hem, and the height at which it begins. */
  sway?: number;
  loose_y?: number;
  /** Depth of the folds that a wide hem falls into. */
  folds?: number;
  columns?: number;
}

const CLOSE_FITTING: Profile = [
  [3.16, 0],
  [4.47, 0],
];

/** The layers of each cut, from outside to inside. */
const SHELLS: Readonly<Record<Cut, readonly Shell[]>> = {
  band: [{ top_y: TRUNK_TOP_Y, hem_y: 3.16, rows: 17, ease: CLOSE_FITTING }],
  crop: [
    {
      top_y: TRUNK_TOP_Y,
      hem_y: 3.7,
      rows: 12,
      sway: 0.12,
      loose_y: 3.9,
      ease: [
        [3.7, 0.085],
        [3.95, 0.045],
        [4.2, 0.012],
        [4.47, 0],
      ],
    },
    { top_y: 3.84, hem_y: 3.16, rows: 9, ease: CLOSE_FITTING },
  ],
  street: [
    {
      top_y: TRUNK_TOP_Y,
      hem_y: 2.94,
      rows: 20,
      sway: 0.06,
      loose_y: 3.4,
      ease: [
        [2.94, 0.03],
        [3.02, 0.05],
        [3.1, 0.105],
        [3.25, 0.125],
        [3.5, 0.12],
        [3.85, 0.06],
        [4.15, 0.022],
        [4.47, 0],
      ],
    },
  ],
  coat: [
    {
      top_y: TRUNK_TOP_Y,
      hem_y: 3.12,
      rows: 16,
      ease: [
        [3.12, 0.05],
        [3.44, 0.035],
        [3.8, 0.025],
        [4.2, 0.015],
        [4.47, 0],
      ],
    },
  ],
  bomber: [
    {
      top_y: TRUNK_TOP_Y,
      hem_y: 3.1,
      rows: 17,
      ease: [
        [3.1, 0.03],
        [3.17, 0.04],
        [3.25, 0.09],
        [3.5, 0.1],
        [3.85, 0.055],
        [4.15, 0.02],
        [4.47, 0],
      ],
    },
  ],
  vest: [{ top_y: TRUNK_TOP_Y, hem_y: 3.16, rows: 17, ease: CLOSE_FITTING }],
  gown: [
    {
      top_y: TRUNK_TOP_Y,
      hem_y: 0.3,
      rows: 24,
      sway: 0.45,
      loose_y: 2.9,
      follow_y: 2.5,
      folds: 0.045,
      columns: 48,
      ease: [
        [0.3, 0.33],
        [1.2, 0.235],
        [2.2, 0.13],
        [2.9, 0.07],
        [3.3, 0.03],
        [3.5, 0.03],
        [3.9, 0.015],
        [4.47, 0],
      ],
    },
  ],
};

/** Height of the band of lining below the lowest hem in the cloth's drawing. */
const LINING_HEIGHT = 0.05;

/** Heights that the cloth's drawing spans, model units. */
export function clothSpan(cut: Cut): { top_y: number; hem_y: number; bottom_y: number } {
  const hem_y = Math.min(...SHELLS[cut].map((shell) => shell.hem_y));
  return { top_y: TRUNK_TOP_Y, hem_y, bottom_y: hem_y - LINING_HEIGHT };
}

const WHITE: Rgb = [1, 1, 1];
const TEXTURED = { base: WHITE, shade: [0.3, 0.25, 0.4] as Rgb };
const FOLDS = 8;

function shellPoint(shell: Shell, angle: number, y: number): Vector3 {
  const loose = smooth(shell.loose_y ?? 0, shell.hem_y, y);
  const fold = (shell.folds ?? 0) * loose * Math.sin(angle * FOLDS + 0.6 * Math.sin(angle * 2));
  return torsoPoint(angle, y, readCurve(shell.ease, y) + fold);
}

const shellSway = (shell: Shell, y: number): number =>
  shell.sway ? shell.sway * smooth(shell.loose_y ?? 0, shell.hem_y, y) : 0;

const shellHem = (shell: Shell, y: number): number =>
  shell.follow_y ? smooth(shell.follow_y, shell.hem_y + 0.35, y) : 0;

function addShell(mesh: MeshBuilder, shell: Shell, v: (y: number) => number): void {
  mesh.grid(
    shell.columns ?? 40,
    shell.rows,
    (u, share) => {
      const y = lerp(shell.top_y, shell.hem_y, share);
      const angle = (u - 0.5) * Math.PI * 2;
      const position = shellPoint(shell, angle, y);
      const fold = shell.folds
        ? -0.1 * smooth(shell.loose_y ?? 0, shell.hem_y, y) * (1 - Math.sin(angle * FOLDS + 0.6 * Math.sin(angle * 2)))
        : 0;
      return {
        ...TEXTURED,
        position,
        u,
        v: v(y),
        bias: fold,
        bones: trunkBones(position),
        sway: shellSway(shell, y),
        hem: shellHem(shell, y),
      };
    },
    { closed: true, flip: true },
  );
}

/** Turns a loose hem inwards, so that nobody looks between cloth and body. */
function addTurnIn(mesh: MeshBuilder, shell: Shell, liningV: number): void {
  mesh.grid(
    shell.columns ?? 40,
    1,
    (u, share) => {
      const angle = (u - 0.5) * Math.PI * 2;
      const hem = shellPoint(shell, angle, shell.hem_y);
      const inner = torsoPoint(angle, shell.hem_y + 0.03, -0.03);
      const position = share > 0.5 ? inner : hem;
      return {
        ...TEXTURED,
        position,
        normal: vec(0, -1, 0),
        u,
        v: liningV,
        bias: -0.3,
        outline: 0,
        bones: trunkBones(hem),
        sway: shellSway(shell, shell.hem_y),
        hem: shellHem(shell, shell.hem_y),
      };
    },
    { closed: true, flip: true },
  );
}

/** The trunk's garment; its uv maps the cloth of `drawTrunk`. */
export function buildTrunk(cut: Cut, detail = 1): MeshBuilder {
  const mesh = new MeshBuilder(detail);
  const { top_y, bottom_y } = clothSpan(cut);
  const v = (y: number) => (y - bottom_y) / (top_y - bottom_y);
  for (const shell of SHELLS[cut]) {
    addShell(mesh, shell, v);
    if (readCurve(shell.ease, shell.hem_y) > 0.02) addTurnIn(mesh, shell, v(bottom_y + LINING_HEIGHT * 0.3));
  }
  return mesh;
}

/** @param collar colour of a garment that covers the base of the neck; left out, skin */
export function addNeck(mesh: MeshBuilder, skin: SkinColours, collar?: Rgb): void {
  const style = { base: skin.base, shade: skin.shade };
  mesh.grid(
    18,
    7,
    (u, v) => {
      const angle = u * Math.PI * 2;
      const radius = lerp(0.15, 0.122, smooth(0, 0.5, v));
      return {
        ...style,
        position: vec(radius * Math.sin(angle), lerp(4.36, 4.8, v), radius * 0.95 * Math.cos(angle) - 0.055 + 0.02 * v),
        bias: lerp(-0.05, -0.42, smooth(0.15, 0.5, v)),
        bones: blendBones("chest", "head", v, 0.5, 0.3),
      };
    },
    { closed: true },
  );
  const base = collar ? cloth(collar) : { ...style, bias: -0.1 };
  mesh.ellipsoid(vec(0, 4.4, 0.02), vec(0.19, 0.1, 0.15), { ...base, bones: rigid("chest") }, 14, 7);
}
