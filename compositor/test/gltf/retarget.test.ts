/** Laws of carrying a pose over to an avatar: same proportions, same joints; others, feet on the floor all the same. */
import type { VRMHumanBoneName } from "@pixiv/three-vrm";
import { Quaternion, Vector3 } from "three";
import { describe, expect, it } from "vitest";
import { BONE_NAMES, type BoneName, JOINTS, PARENT_INDEX, Rig, SIDES } from "../../src/cast/body/skeleton";
import type { Motion } from "../../src/cast/types";
import { type AvatarPose, retarget } from "../../src/gltf/avatar/retarget";
import type { AvatarBone, AvatarSkeleton } from "../../src/gltf/avatar/skeleton";
import { applyPose, MOTIONS } from "../../src/performance";

const METRES_PER_UNIT = 0.29;
const BEATS = Array.from({ length: 32 }, (_, k) => k / 4 + 0.05);

interface Build {
  arms?: number;
  legs?: number;
  without?: VRMHumanBoneName[];
}

/** Our rig in T-pose, in metres, with limbs of other lengths. */
function avatar({ arms = 1, legs = 1, without = [] }: Build = {}): AvatarSkeleton {
  const joints = new Map<VRMHumanBoneName, Vector3>();
  for (const name of BONE_NAMES) joints.set(name, JOINTS[name].clone());
  for (const side of SIDES) {
    const shoulder = JOINTS[`${side}UpperArm`];
    const out = side === "left" ? 1 : -1;
    joints.set(`${side}LowerArm`, shoulder.clone().add(new Vector3(out * 0.86 * arms, 0, 0)));
    joints.set(`${side}Hand`, shoulder.clone().add(new Vector3(out * (0.86 * arms + 0.8), 0, 0)));
  }
  const raised = (JOINTS.leftUpperLeg.y - JOINTS.leftFoot.y) * (legs - 1);
  for (const [name, joint] of joints) {
    if (name.endsWith("LowerLeg")) joint.y += raised * 0.4;
    else if (!name.endsWith("Foot")) joint.y += raised;
  }
  const parents = new Map(BONE_NAMES.map((name, k) => [name, BONE_NAMES[PARENT_INDEX[k]!] ?? null]));
  const nearest = (name: BoneName): BoneName | null => {
    const parent = parents.get(name) ?? null;
    return parent && without.includes(parent) ? nearest(parent) : parent;
  };
  const bones = BONE_NAMES.filter((name) => !without.includes(name)).map((name): [VRMHumanBoneName, AvatarBone] => [
    name,
    { name, parent: nearest(name), joint: joints.get(name)!.multiplyScalar(METRES_PER_UNIT) },
  ]);
  return new Map(bones);
}

/** Joints from turns alone, as an engine gets them. */
function placed(skeleton: AvatarSkeleton, pose: AvatarPose): Map<VRMHumanBoneName, Vector3> {
  const turns = new Map<VRMHumanBoneName, Quaternion>();
  const joints = new Map<VRMHumanBoneName, Vector3>();
  for (const [name, { parent, joint }] of skeleton) {
    const local = pose.turns.get(name)!;
    if (parent) {
      const way = joint.clone().sub(skeleton.get(parent)!.joint).applyQuaternion(turns.get(parent)!);
      joints.set(name, way.add(joints.get(parent)!));
      turns.set(name, turns.get(parent)!.clone().multiply(local));
    } else {
      joints.set(name, pose.joints.get(name)!);
      turns.set(name, local.clone());
    }
  }
  return joints;
}

function posed(motion: Motion, beat: number): Rig {
  const rig = new Rig();
  applyPose(rig, MOTIONS[motion](beat, 7));
  return rig;
}

const jointOf = (rig: Rig, bone: BoneName): Vector3 => new Vector3().setFromMatrixPosition(rig.matrix(bone));

describe.each(Object.keys(MOTIONS) as Motion[])("%s", (motion) => {
  it("puts every joint of an avatar with our proportions where ours are", () => {
    const skeleton = avatar();
    for (const beat of BEATS) {
      const rig = posed(motion, beat);
      const joints = placed(skeleton, retarget(rig, skeleton));
      for (const name of BONE_NAMES) {
        const off = joints.get(name)!.divideScalar(METRES_PER_UNIT).distanceTo(jointOf(rig, name));
        // An avatar's limbs stay a little less straight than ours may become.
        expect(off, `${name} at beat ${beat}`).toBeLessThan(0.05);
      }
    }
  });

  it("reaches as far as ours with longer or shorter arms", () => {
    for (const arms of [0.8, 1.3]) {
      const skeleton = avatar({ arms });
      const reach = (0.86 * arms + 0.8) * METRES_PER_UNIT;
      for (const beat of BEATS) {
        const rig = posed(motion, beat);
        const joints = placed(skeleton, retarget(rig, skeleton));
        for (const side of SIDES) {
          const ours = jointOf(rig, `${side}Hand`)
            .sub(jointOf(rig, `${side}UpperArm`))
            .divideScalar(1.66);
          const its = joints
            .get(`${side}Hand`)!
            .clone()
            .sub(joints.get(`${side}UpperArm`)!)
            .divideScalar(reach);
          expect(its.distanceTo(ours), `${side} wrist at beat ${beat}`).toBeLessThan(0.02);
        }
      }
    }
  });

  it("keeps the feet where ours are, on legs of any length", () => {
    for (const legs of [0.7, 1.4]) {
      const skeleton = avatar({ legs });
      const scale = skeleton.get("hips")!.joint.y / JOINTS.hips.y;
      for (const beat of BEATS) {
        const rig = posed(motion, beat);
        const joints = placed(skeleton, retarget(rig, skeleton));
        for (const side of SIDES) {
          const stepped = jointOf(rig, `${side}Foot`).sub(JOINTS[`${side}Foot`]).multiplyScalar(scale);
          const off = joints.get(`${side}Foot`)!.distanceTo(skeleton.get(`${side}Foot`)!.joint.clone().add(stepped));
          expect(off, `${side} foot at beat ${beat}`).toBeLessThan(0.02 * skeleton.get("hips")!.joint.y);
        }
      }
    }
  });

  it("turns the head as ours without chest and neck", () => {
    const skeleton = avatar({ without: ["chest", "neck"] });
    const rig = posed(motion, 1.3);
    const { turns } = retarget(rig, skeleton);
    const head = ["hips", "spine", "head"].reduce(
      (turn, bone) => turn.multiply(turns.get(bone as VRMHumanBoneName)!),
      new Quaternion(),
    );
    expect(head.angleTo(new Quaternion().setFromRotationMatrix(rig.matrix("head")))).toBeLessThan(1e-5);
  });
});
