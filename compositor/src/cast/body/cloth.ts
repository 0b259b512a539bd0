/** What garments are made of: tubes along limbs, cloth colours, bones of hanging cloth. */
import type { Vector3 } from "three";
import { lerp, type Rgb, scaleRgb, smooth } from "../kit/math";
import type { BoneWeights, MeshBuilder, VertexStyle } from "../kit/mesh-builder";
import { type Profile, readCurve } from "../kit/profile";
import { clothShade } from "../palettes";
import { BONE_INDEX, type Side } from "./skeleton";

export const cloth = (colour: Rgb): VertexStyle => ({ base: colour, shade: clothShade(colour) });

/** The dark inside of an opening; it takes no ink. */
export const lining = (colour: Rgb): VertexStyle => ({
  base: scaleRgb(clothShade(colour), 0.62),
  shade: scaleRgb(clothShade(colour), 0.42),
  outline: 0,
});

/** Where a limb runs and how to go around it. */
export interface Limb {
  /** Middle of the limb at the share `t` of its length. */
  centre: (t: number) => Vector3;
  /** Two unit directions across the limb whose cross product runs along it. */
  across: readonly [Vector3, Vector3];
  bones: (t: number) => BoneWeights;
}

export interface Tube {
  /** Shares of the limb's length; `to` may lie before `from` for a lining that goes back inside. */
  from: number;
  to: number;
  /** Radius over the share of the limb's length. */
  radius: Profile;
  segments: number;
  sides?: number;
  style: (t: number, angle: number) => VertexStyle;
  /** Faces the limb instead of the outside. */
  inside?: boolean;
  /** Change of the radius by the angle around the limb. */
  shape?: (t: number, angle: number) => number;
  editNormal?: (normal: Vector3, position: Vector3) => Vector3;
}

/** A tube around a limb: sleeve, trouser leg, cuff or skin. */
export function addTube(mesh: MeshBuilder, limb: Limb, tube: Tube): void {
  const [first, second] = limb.across;
  mesh.grid(
    tube.sides ?? 12,
    tube.segments,
    (u, v) => {
      const t = lerp(tube.from, tube.to, v);
      const angle = u * Math.PI * 2;
      const r = readCurve(tube.radius, t) * (tube.shape?.(t, angle) ?? 1);
      const position = limb
        .centre(t)
        .addScaledVector(first, r * Math.cos(angle))
        .addScaledVector(second, r * Math.sin(angle));
      const { editNormal } = tube;
      return {
        position,
        bones: limb.bones(t),
        ...tube.style(t, angle),
        ...(editNormal ? { editNormal: (n: Vector3) => editNormal(n, position) } : {}),
      };
    },
    { closed: true, flip: (tube.inside ?? false) !== tube.to < tube.from },
  );
}

/** The same radius from `from` to `to`, or a cone. */
export const straight = (from: number, r0: number, to: number, r1 = r0): Profile =>
  from < to
    ? [
        [from, r0],
        [to, r1],
      ]
    : [
        [to, r1],
        [from, r0],
      ];

/** Height around which hanging cloth follows the knees, and how far that reaches up and down. */
const KNEE_Y = 1.9;
const KNEE_REACH = 0.95;

/**
 * Bones of cloth that hangs from the hips: its sides give way to the thighs by up to `most`, around the knees; the hem
 * below them falls back to hang straight.
 */
export function hangingBones(p: Vector3, most: number): BoneWeights {
  const side: Side = p.x > 0 ? "left" : "right";
  const knee = Math.exp(-(((p.y - KNEE_Y) / KNEE_REACH) ** 2));
  const weight = most * knee * smooth(3.1, 2.7, p.y) * smooth(0, 0.2, Math.abs(p.x));
  return [BONE_INDEX.hips, BONE_INDEX[`${side}UpperLeg`], weight];
}

/** Weights of a shoulder piece: mostly chest, so it does not fold when the arm goes up. */
export const shoulderBones = (side: Side, arm = 0.3): BoneWeights => [
  BONE_INDEX.chest,
  BONE_INDEX[`${side}UpperArm`],
  arm,
];
