/** Jacket, collar, bow, neck. Model units. */
import type { Vector3 } from "three";
import { clamp, DEGREE, lerp, type Rgb, scaleRgb, signedPower, smooth, vec } from "../kit/math";
import { type BoneWeights, MeshBuilder, type VertexStyle } from "../kit/mesh-builder";
import { type Profile, readProfile } from "../kit/profile";
import { clothShade, type OutfitColours, type SkinColours } from "../palettes";
import { BONE_INDEX, blendBones, rigid } from "./skeleton";

/** y, half width, depth in front, depth behind. */
const ROWS: Profile = [
  [3.16, 0.435, 0.285, 0.265],
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

export const cloth = (colour: Rgb): VertexStyle => ({ base: colour, shade: clothShade(colour) });

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

function spineBones(y: number): BoneWeights {
  return y > 3.57 ? blendBones("spine", "chest", y, 3.8, 0.15) : blendBones("hips", "spine", y, 3.375, 0.125);
}

/** The jacket's trunk; its uv maps the cloth of `drawJacket`. */
export function buildJacket(detail = 1): MeshBuilder {
  const mesh = new MeshBuilder(detail);
  mesh.grid(
    48,
    22,
    (u, v) => {
      const y = lerp(4.47, 3.16, v);
      return {
        position: torsoPoint((u - 0.5) * Math.PI * 2, y),
        base: [1, 1, 1],
        shade: [0.3, 0.25, 0.4],
        u,
        v: 1 - v,
        bones: spineBones(y),
      };
    },
    { closed: true, flip: true },
  );
  return mesh;
}

export function addNeck(mesh: MeshBuilder, skin: SkinColours): void {
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
  mesh.ellipsoid(vec(0, 4.4, 0.02), vec(0.19, 0.1, 0.15), { ...style, bones: rigid("chest"), bias: -0.1 }, 14, 7);
}

/** A stand collar, open in front; one closed band of cloth with an inside, so no light leaks through it. */
export function addCollar(mesh: MeshBuilder, outfit: OutfitColours): void {
  const inside = scaleRgb(outfit.lapel, 0.6);
  const profile = [
    { low: 1, radius: 0, colour: outfit.lapel },
    { low: 0.3, radius: 0.018, colour: outfit.lapel },
    { low: 0.28, radius: 0.018, colour: outfit.trim },
    { low: 0, radius: 0.026, colour: outfit.trim },
    { low: 0.02, radius: 0.002, colour: inside },
    { low: 1, radius: -0.03, colour: inside },
  ];
  const rows = profile.length - 1;
  const columns = mesh.count(32);
  mesh.grid(
    columns,
    rows,
    (u, v) => {
      const row = profile[Math.round(v * rows)] as (typeof profile)[number];
      const angle = lerp(38, 322, u) * DEGREE;
      const open = 1 - smooth(0, 0.16, Math.min(u, 1 - u));
      const top = 4.6 - 0.07 * open;
      const radius = 0.207 + row.radius + 0.02 * open * (1 - row.low);
      const inner = row.colour === inside;
      return {
        ...cloth(row.colour),
        position: vec(radius * Math.sin(angle), lerp(top, 4.4, row.low), radius * 0.95 * Math.cos(angle) - 0.045),
        bones: rigid("chest"),
        outline: inner ? 0 : 0.7,
        bias: inner ? -0.25 : 0,
      };
    },
    { exact: true },
  );
}

export function addBow(mesh: MeshBuilder, outfit: OutfitColours): void {
  const bow = { ...cloth(outfit.bow), bones: rigid("chest") };
  for (const s of [1, -1]) {
    mesh.sweep(
      [vec(s * 0.01, 4.34, 0.235), vec(s * 0.07, 4.375, 0.27), vec(s * 0.15, 4.38, 0.27), vec(s * 0.19, 4.34, 0.25)],
      {
        segments: 9,
        sides: 9,
        radius: (t) => [0.02 + 0.062 * Math.sin(Math.PI * clamp(t * 0.75 + 0.1)) ** 0.8, 0.028],
        up: () => vec(0, 0, 1),
        style: (t) => ({ ...bow, bias: -0.12 * (1 - t) }),
      },
    );
    mesh.sweep([vec(s * 0.01, 4.32, 0.245), vec(s * 0.05, 4.22, 0.295), vec(s * 0.09, 4.09, 0.325)], {
      segments: 6,
      sides: 7,
      radius: (t) => [0.022 + 0.038 * t, 0.01],
      up: () => vec(0, 0, 1),
      style: () => ({ ...bow, bias: -0.05 }),
    });
  }
  mesh.ellipsoid(vec(0, 4.345, 0.262), vec(0.036, 0.038, 0.03), { ...cloth(outfit.trim), bones: rigid("chest") }, 9, 6);
}

/** Weights of a shoulder piece: mostly chest, so it does not fold when the arm goes up. */
export const shoulderBones = (side: "left" | "right"): BoneWeights => [
  BONE_INDEX.chest,
  BONE_INDEX[`${side}UpperArm`],
  0.3,
];
