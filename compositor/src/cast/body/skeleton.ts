/**
 * The rig: VRM 1.0 humanoid bone names, joints in model units (one unit = one head; feet on y = 0; facing +z).
 * The arms rest in an A-pose, 49 degrees below the horizontal.
 */
import { Matrix4, Quaternion, Vector3 } from "three";
import { smooth, vec } from "../kit/math";
import type { BoneWeights } from "../kit/mesh-builder";

export const BONE_NAMES = [
  "hips",
  "spine",
  "chest",
  "neck",
  "head",
  "leftUpperArm",
  "leftLowerArm",
  "leftHand",
  "rightUpperArm",
  "rightLowerArm",
  "rightHand",
  "leftUpperLeg",
  "leftLowerLeg",
  "leftFoot",
  "rightUpperLeg",
  "rightLowerLeg",
  "rightFoot",
] as const;

export type BoneName = (typeof BONE_NAMES)[number];
export type Side = "left" | "right";

export const SIDES: readonly Side[] = ["left", "right"];

/** +1 for the character's left (which is +x), -1 for the right. */
export const sideSign = (side: Side): number => (side === "left" ? 1 : -1);

export const BONE_INDEX = Object.fromEntries(BONE_NAMES.map((name, k) => [name, k])) as Record<BoneName, number>;

const PARENTS: Record<BoneName, BoneName | null> = {
  hips: null,
  spine: "hips",
  chest: "spine",
  neck: "chest",
  head: "neck",
  leftUpperArm: "chest",
  leftLowerArm: "leftUpperArm",
  leftHand: "leftLowerArm",
  rightUpperArm: "chest",
  rightLowerArm: "rightUpperArm",
  rightHand: "rightLowerArm",
  leftUpperLeg: "hips",
  leftLowerLeg: "leftUpperLeg",
  leftFoot: "leftLowerLeg",
  rightUpperLeg: "hips",
  rightLowerLeg: "rightUpperLeg",
  rightFoot: "rightLowerLeg",
};

/** Parent of every bone as an index, -1 for the root. Parents come before children. */
export const PARENT_INDEX: readonly number[] = BONE_NAMES.map((name) => {
  const parent = PARENTS[name];
  return parent ? BONE_INDEX[parent] : -1;
});

const ARM_DIRECTION = vec(0.66, -0.75, 0).normalize();
export const UPPER_ARM_LENGTH = 0.86;
export const LOWER_ARM_LENGTH = 0.8;

function joints(): Record<BoneName, Vector3> {
  const one = (side: Side) => {
    const s = sideSign(side);
    const along = (length: number) => vec(0.46, 4.24, -0.02).addScaledVector(ARM_DIRECTION, length);
    const mirrored = (v: Vector3) => vec(v.x * s, v.y, v.z);
    return {
      upperArm: mirrored(along(0)),
      lowerArm: mirrored(along(UPPER_ARM_LENGTH)),
      hand: mirrored(along(UPPER_ARM_LENGTH + LOWER_ARM_LENGTH)),
      upperLeg: vec(0.19 * s, 2.95, 0),
      lowerLeg: vec(0.185 * s, 1.62, 0.02),
      foot: vec(0.18 * s, 0.26, -0.02),
    };
  };
  const left = one("left");
  const right = one("right");
  return {
    hips: vec(0, 3.05, 0),
    spine: vec(0, 3.42, 0),
    chest: vec(0, 3.8, 0),
    neck: vec(0, 4.44, -0.05),
    head: vec(0, 4.66, -0.04),
    leftUpperArm: left.upperArm,
    leftLowerArm: left.lowerArm,
    leftHand: left.hand,
    rightUpperArm: right.upperArm,
    rightLowerArm: right.lowerArm,
    rightHand: right.hand,
    leftUpperLeg: left.upperLeg,
    leftLowerLeg: left.lowerLeg,
    leftFoot: left.foot,
    rightUpperLeg: right.upperLeg,
    rightLowerLeg: right.lowerLeg,
    rightFoot: right.foot,
  };
}

/** Joints at rest, model space. */
export const JOINTS: Readonly<Record<BoneName, Vector3>> = joints();

/** The head is modelled with height 1 around its centre, then scaled up: half-figures read better with a big head. */
export const HEAD_SCALE = 1.16;

/** Place of the head's centre at rest, model space. */
export const HEAD_CENTRE = vec(0, 5.1 + (HEAD_SCALE - 1) * 0.4, 0);

/** A point in head units to model space at rest. */
export const headToModel = (p: Vector3): Vector3 => p.clone().multiplyScalar(HEAD_SCALE).add(HEAD_CENTRE);

export const rigid = (bone: BoneName): BoneWeights => [BONE_INDEX[bone], BONE_INDEX[bone], 0];

/** From `first` to `second` around `centre` of the parameter `t`, over `width` on either side. */
export function blendBones(first: BoneName, second: BoneName, t: number, centre: number, width: number): BoneWeights {
  return [BONE_INDEX[first], BONE_INDEX[second], smooth(centre - width, centre + width, t)];
}

/** A posed skeleton: local rotations in, model-space matrices out. */
export class Rig {
  readonly rotations: Quaternion[] = BONE_NAMES.map(() => new Quaternion());
  /** Displacement of the hips from rest, model units. */
  readonly hipsOffset = new Vector3();
  /** Model-space matrices of the bones. */
  readonly matrices: Matrix4[] = BONE_NAMES.map(() => new Matrix4());
  private readonly locals: Vector3[];
  private readonly inverses: Matrix4[];

  constructor() {
    this.locals = BONE_NAMES.map((name, k) => {
      const parent = PARENT_INDEX[k] as number;
      const joint = JOINTS[name].clone();
      return parent < 0 ? joint : joint.sub(JOINTS[BONE_NAMES[parent] as BoneName]);
    });
    this.inverses = BONE_NAMES.map((name) => {
      const j = JOINTS[name];
      return new Matrix4().makeTranslation(-j.x, -j.y, -j.z);
    });
  }

  rotation(bone: BoneName): Quaternion {
    return this.rotations[BONE_INDEX[bone]] as Quaternion;
  }

  matrix(bone: BoneName): Matrix4 {
    return this.matrices[BONE_INDEX[bone]] as Matrix4;
  }

  /** Recomputes the matrix of one bone from its parent's. */
  updateBone(bone: BoneName): void {
    const k = BONE_INDEX[bone];
    const parent = PARENT_INDEX[k] as number;
    const place = (this.locals[k] as Vector3).clone();
    if (parent < 0) place.add(this.hipsOffset);
    const local = new Matrix4().compose(place, this.rotations[k] as Quaternion, new Vector3(1, 1, 1));
    const matrix = this.matrices[k] as Matrix4;
    if (parent < 0) matrix.copy(local);
    else matrix.multiplyMatrices(this.matrices[parent] as Matrix4, local);
  }

  update(): void {
    for (const name of BONE_NAMES) this.updateBone(name);
  }

  /** Writes matrix times inverse rest matrix of every bone. */
  writeSkinning(target: Matrix4[]): void {
    this.matrices.forEach((matrix, k) => {
      target[k]?.multiplyMatrices(matrix, this.inverses[k] as Matrix4);
    });
  }
}
