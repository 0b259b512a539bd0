/** Sleeves, cuffs, wrists and epaulettes. */
import type { Vector3 } from "three";
import { DEGREE, lerp, scaleRgb, smooth, vec } from "../kit/math";
import type { BoneWeights, MeshBuilder } from "../kit/mesh-builder";
import { type Profile, readCurve } from "../kit/profile";
import type { OutfitColours, SkinColours } from "../palettes";
import { BONE_INDEX, blendBones, JOINTS, rigid, SIDES, type Side, sideSign } from "./skeleton";
import { cloth, shoulderBones } from "./torso";

/** Share of the arm's length at which the elbow lies. */
const ELBOW = 0.52;

const SLEEVE: Profile = [
  [0, 0.1],
  [0.07, 0.165],
  [0.16, 0.176],
  [0.3, 0.152],
  [0.5, 0.128],
  [0.62, 0.124],
  [0.8, 0.118],
  [0.93, 0.128],
  [1, 0.128],
];

const CUFF: Profile = [
  [0, 0.132],
  [0.06, 0.143],
  [0.9, 0.154],
  [1, 0.146],
];

function armPoint(side: Side, t: number): Vector3 {
  const shoulder = JOINTS[`${side}UpperArm`];
  const elbow = JOINTS[`${side}LowerArm`];
  const wrist = JOINTS[`${side}Hand`];
  return t < ELBOW ? shoulder.clone().lerp(elbow, t / ELBOW) : elbow.clone().lerp(wrist, (t - ELBOW) / (1 - ELBOW));
}

function sleeveBones(side: Side, t: number): BoneWeights {
  if (t < 0.14) return blendBones("chest", `${side}UpperArm`, t, 0.02, 0.1);
  return [BONE_INDEX[`${side}UpperArm`], BONE_INDEX[`${side}LowerArm`], smooth(ELBOW - 0.12, ELBOW + 0.12, t)];
}

function addSleeve(mesh: MeshBuilder, side: Side, outfit: OutfitColours, skin: SkinColours): void {
  const s = sideSign(side);
  const lower = rigid(`${side}LowerArm`);
  const front = () => vec(0, 0, 1);
  const inside = JOINTS[`${side}UpperArm`].clone().add(vec(-0.09 * s, 0.06, 0));
  const path = [inside, ...[0.04, 0.16, 0.3, 0.42, ELBOW, 0.62, 0.74, 0.85, 0.94].map((t) => armPoint(side, t))];
  mesh.sweep(path, {
    segments: 18,
    sides: 14,
    up: front,
    radius: (t) => {
      const r = readCurve(SLEEVE, t);
      return [r, r * 0.97];
    },
    style: (t) => ({ ...cloth(outfit.jacket), bones: sleeveBones(side, t * 0.95), bias: -0.03 }),
  });
  for (const [from, to, colour] of [
    [0, 0.24, outfit.trim],
    [0.24, 0.8, outfit.lapel],
    [0.8, 1, outfit.trim],
  ] as const)
    mesh.sweep([armPoint(side, lerp(0.84, 0.965, from)), armPoint(side, lerp(0.84, 0.965, to))], {
      segments: colour === outfit.lapel ? 3 : 2,
      sides: 14,
      up: front,
      radius: (t) => {
        const r = readCurve(CUFF, lerp(from, to, t));
        return [r, r];
      },
      style: () => ({ ...cloth(colour), bones: lower }),
    });
  mesh.sweep([armPoint(side, 0.955), armPoint(side, 0.966)], {
    segments: 2,
    sides: 14,
    exact: true,
    up: front,
    radius: (t) => [0.146 * (1 - t) + 0.001, 0.146 * (1 - t) + 0.001],
    style: () => ({
      base: scaleRgb(outfit.lapel, 0.3),
      shade: scaleRgb(outfit.lapel, 0.2),
      bones: lower,
      outline: 0,
    }),
  });
  mesh.sweep([armPoint(side, 0.9), armPoint(side, 0.95), armPoint(side, 1.01)], {
    segments: 3,
    sides: 12,
    radius: () => [0.07, 0.064],
    style: () => ({ base: skin.base, shade: skin.shade, bones: lower }),
  });
}

function addEpaulette(mesh: MeshBuilder, side: Side, outfit: OutfitColours): void {
  const s = sideSign(side);
  const style = { ...cloth(outfit.trim), bones: shoulderBones(side) };
  mesh.ellipsoid(vec(0.43 * s, 4.395, -0.01), vec(0.185, 0.045, 0.14), style, 14, 6, (normal, p) => {
    if (Math.abs(p.x) > 0.36) p.y -= 0.35 * (Math.abs(p.x) - 0.36);
    return normal;
  });
  const tassels = mesh.detail > 0.6 ? 8 : 5;
  for (let i = 0; i < tassels; i++) {
    const angle = lerp(-75, 75, i / (tassels - 1)) * DEGREE;
    const root = vec(s * (0.45 + 0.165 * Math.cos(angle)), 4.335, -0.01 + 0.135 * Math.sin(angle));
    const tip = root.clone().add(vec(s * 0.03 * Math.cos(angle), -0.125, 0.035 * Math.sin(angle)));
    const width = 0.022 * (8 / tassels) ** 0.7;
    mesh.sweep(
      [
        root,
        root
          .clone()
          .lerp(tip, 0.5)
          .add(vec(0.012 * s, 0, 0)),
        tip,
      ],
      {
        segments: 3,
        sides: 6,
        radius: (t) => (t > 0.9 ? [width * 0.6, width * 0.6] : [width, width]),
        style: () => ({ ...style, outline: 0.5 }),
      },
    );
  }
}

export function addArms(mesh: MeshBuilder, outfit: OutfitColours, skin: SkinColours): void {
  for (const side of SIDES) {
    addSleeve(mesh, side, outfit, skin);
    addEpaulette(mesh, side, outfit);
  }
}
