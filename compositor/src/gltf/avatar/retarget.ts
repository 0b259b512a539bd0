/**
 * Carries a pose from our rig over to an avatar of other proportions.
 *
 * Bones turn as ours do, from a T-pose instead of our A-pose. Arms and legs are then bent anew, because the avatar's have
 * other lengths: its wrists lie where ours do as seen from the shoulder, in arm lengths, and its feet where ours do as
 * seen from where they rest, in leg lengths, so that they stay on the floor.
 */
import type { VRMHumanBoneName } from "@pixiv/three-vrm";
import { Quaternion, Vector3 } from "three";
import { type BoneName, JOINTS, type Rig, SIDES, type Side } from "../../cast/body/skeleton";
import type { AvatarSkeleton } from "./skeleton";

export interface AvatarPose {
  /** Turn of every bone against its parent. */
  turns: Map<VRMHumanBoneName, Quaternion>;
  /** Place of the posed joints, metres, in the avatar's own space. */
  joints: Map<VRMHumanBoneName, Vector3>;
}

/** Bones of ours whose turn a bone of the trunk takes; a bone left out follows its parent. */
const TRUNK: Partial<Record<VRMHumanBoneName, BoneName>> = {
  hips: "hips",
  spine: "spine",
  chest: "chest",
  neck: "neck",
  head: "head",
};
/** Share of a limb's length that it never stretches to: fully straight, it would not know where to bend. */
const STRAIGHT = 0.9985;
/** Our hands lie along +x on both sides, an avatar's right hand along -x. */
const HAND_TURN: Record<Side, Quaternion> = {
  left: new Quaternion(),
  right: new Quaternion().setFromAxisAngle(new Vector3(0, 1, 0), Math.PI),
};

interface Limb {
  upper: BoneName;
  lower: BoneName;
  end: BoneName;
}

/** @param rig posed */
export function retarget(rig: Rig, skeleton: AvatarSkeleton): AvatarPose {
  return new Retargeting(rig, skeleton).run();
}

class Retargeting {
  /** Turns in the avatar's own space. */
  private readonly turned = new Map<VRMHumanBoneName, Quaternion>();
  private readonly joints = new Map<VRMHumanBoneName, Vector3>();

  constructor(
    private readonly rig: Rig,
    private readonly skeleton: AvatarSkeleton,
  ) {}

  run(): AvatarPose {
    const legScale = this.rest("hips").y / JOINTS.hips.y;
    this.joints.set("hips", this.rest("hips").clone().addScaledVector(this.rig.hipsOffset, legScale));
    for (const [name, { parent }] of this.skeleton) {
      if (this.turned.has(name)) continue;
      const side = SIDES.find((one) => name.startsWith(one));
      if (parent && !this.joints.has(name)) this.joints.set(name, this.carried(name, parent));
      if (side && name === `${side}UpperArm`) this.bendArm(side);
      else if (side && name === `${side}UpperLeg`) this.bendLeg(side, legScale);
      else this.turned.set(name, this.trunkTurn(name, parent));
    }
    const turns = new Map<VRMHumanBoneName, Quaternion>();
    for (const [name, { parent }] of this.skeleton) {
      const local = this.turned.get(name)!.clone();
      turns.set(name, parent ? local.premultiply(this.turned.get(parent)!.clone().invert()) : local);
    }
    return { turns, joints: this.joints };
  }

  private trunkTurn(name: VRMHumanBoneName, parent: VRMHumanBoneName | null): Quaternion {
    // Without a chest of its own, the spine turns as far as ours and our chest together.
    const source = name === "spine" && !this.skeleton.has("chest") ? "chest" : TRUNK[name];
    return source ? turnOf(this.rig, source) : this.turned.get(parent!)!.clone();
  }

  private bendArm(side: Side): void {
    const limb: Limb = { upper: `${side}UpperArm`, lower: `${side}LowerArm`, end: `${side}Hand` };
    const reached = placeOf(this.rig, limb.end).sub(placeOf(this.rig, limb.upper));
    const scale = this.lengthOf(limb, (bone) => this.rest(bone)) / this.lengthOf(limb, (bone) => JOINTS[bone]);
    const target = this.joints.get(limb.upper)!.clone().addScaledVector(reached, scale);
    this.bend(limb, target);
    this.turned.set(limb.end, turnOf(this.rig, limb.end).multiply(HAND_TURN[side]));
  }

  private bendLeg(side: Side, scale: number): void {
    const limb: Limb = { upper: `${side}UpperLeg`, lower: `${side}LowerLeg`, end: `${side}Foot` };
    const stepped = placeOf(this.rig, limb.end).sub(JOINTS[limb.end]);
    this.bend(limb, this.rest(limb.end).clone().addScaledVector(stepped, scale));
    this.turned.set(limb.end, turnOf(this.rig, limb.end));
  }

  /** Turns two bones so that the limb ends at `target`, bent in the plane in which ours is. */
  private bend({ upper, lower, end }: Limb, target: Vector3): void {
    const root = this.joints.get(upper)!;
    const a = this.rest(upper).distanceTo(this.rest(lower));
    const b = this.rest(lower).distanceTo(this.rest(end));
    const way = target.clone().sub(root);
    const distance = Math.min(Math.max(way.length(), Math.abs(a - b) * 1.01), (a + b) * STRAIGHT);
    way.normalize();
    const pole = placeOf(this.rig, lower).sub(placeOf(this.rig, upper));
    const aside = pole.addScaledVector(way, -pole.dot(way)).normalize();
    const along = (a * a + distance * distance - b * b) / (2 * distance);
    const joint = root
      .clone()
      .addScaledVector(way, along)
      .addScaledVector(aside, Math.sqrt(Math.max(0, a * a - along * along)));
    const tip = root.clone().addScaledVector(way, distance);
    this.joints.set(lower, joint);
    this.joints.set(end, tip);
    this.turned.set(upper, this.aimed(upper, lower, joint.clone().sub(root)));
    this.turned.set(lower, this.aimed(lower, end, tip.clone().sub(joint)));
  }

  /** The turn of our bone, corrected so that the avatar's points along `way`. */
  private aimed(bone: BoneName, next: BoneName, way: Vector3): Quaternion {
    const rest = this.rest(next).clone().sub(this.rest(bone)).normalize();
    const ours = JOINTS[next].clone().sub(JOINTS[bone]).normalize();
    const turn = turnOf(this.rig, bone).multiply(new Quaternion().setFromUnitVectors(rest, ours));
    const pointed = rest.applyQuaternion(turn);
    return turn.premultiply(new Quaternion().setFromUnitVectors(pointed, way.clone().normalize()));
  }

  /** Where a bone's joint goes with its parent. */
  private carried(name: VRMHumanBoneName, parent: VRMHumanBoneName): Vector3 {
    const way = this.rest(name).clone().sub(this.rest(parent));
    return way.applyQuaternion(this.turned.get(parent)!).add(this.joints.get(parent)!);
  }

  private rest(bone: VRMHumanBoneName): Vector3 {
    return this.skeleton.get(bone)!.joint;
  }

  private lengthOf({ upper, lower, end }: Limb, joint: (bone: BoneName) => Vector3): number {
    return joint(upper).distanceTo(joint(lower)) + joint(lower).distanceTo(joint(end));
  }
}

const turnOf = (rig: Rig, bone: BoneName): Quaternion => new Quaternion().setFromRotationMatrix(rig.matrix(bone));
const placeOf = (rig: Rig, bone: BoneName): Vector3 => new Vector3().setFromMatrixPosition(rig.matrix(bone));
