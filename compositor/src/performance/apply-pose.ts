/** Writes a pose into the rig: rotations of the trunk, two-bone inverse kinematics of arms and legs. */
import { Euler, Matrix4, Quaternion, Vector3 } from "three";
import { JOINTS, LOWER_ARM_LENGTH, type Rig, SIDES, type Side, UPPER_ARM_LENGTH } from "../cast/body/skeleton";
import type { ArmPose, Pose, Turn } from "./pose";

const toQuaternion = (t: Turn): Quaternion => new Quaternion().setFromEuler(new Euler(t.pitch, t.yaw, t.roll, "YXZ"));

const share = (t: Turn, k: number): Turn => ({ pitch: t.pitch * k, yaw: t.yaw * k, roll: t.roll * k });

interface Limb {
  upper: "UpperArm" | "UpperLeg";
  lower: "LowerArm" | "LowerLeg";
  upperLength: number;
  lowerLength: number;
}

const ARM: Limb = {
  upper: "UpperArm",
  lower: "LowerArm",
  upperLength: UPPER_ARM_LENGTH,
  lowerLength: LOWER_ARM_LENGTH,
};

const LEG: Limb = {
  upper: "UpperLeg",
  lower: "LowerLeg",
  upperLength: JOINTS.leftUpperLeg.distanceTo(JOINTS.leftLowerLeg),
  lowerLength: JOINTS.leftLowerLeg.distanceTo(JOINTS.leftFoot),
};

/**
 * Turns two bones so that the limb's end reaches `target` (model space), bending towards `pole`; a target out of reach
 * is approached with an almost straight limb.
 */
function reach(rig: Rig, side: Side, limb: Limb, target: Vector3, pole: Vector3): void {
  const upper = `${side}${limb.upper}` as const;
  const lower = `${side}${limb.lower}` as const;
  const parent = limb === ARM ? "chest" : "hips";
  const end = limb === ARM ? (`${side}Hand` as const) : (`${side}Foot` as const);
  rig.updateBone(upper);
  const root = new Vector3().setFromMatrixPosition(rig.matrix(upper));
  const way = target.clone().sub(root);
  const { upperLength: a, lowerLength: b } = limb;
  const distance = Math.min(Math.max(way.length(), Math.abs(a - b) + 0.02), a + b - 0.004);
  way.normalize();
  const cosine = (a * a + distance * distance - b * b) / (2 * a * distance);
  const bend = pole.clone().addScaledVector(way, -pole.dot(way)).normalize();
  const upperWay = way
    .clone()
    .multiplyScalar(cosine)
    .addScaledVector(bend, Math.sqrt(Math.max(0, 1 - cosine * cosine)));
  const joint = root.clone().addScaledVector(upperWay, a);
  const lowerWay = root.clone().addScaledVector(way, distance).sub(joint).normalize();
  const restUpper = JOINTS[lower].clone().sub(JOINTS[upper]).normalize();
  const restLower = JOINTS[end].clone().sub(JOINTS[lower]).normalize();
  const parentTurn = new Quaternion().setFromRotationMatrix(rig.matrix(parent));
  // The rest direction is first carried along with the parent, so the limb twists as little as possible against it.
  const carried = restUpper.clone().applyQuaternion(parentTurn);
  const upperTurn = new Quaternion().setFromUnitVectors(carried, upperWay).multiply(parentTurn);
  const carriedLower = restLower.clone().applyQuaternion(upperTurn);
  const lowerTurn = new Quaternion().setFromUnitVectors(carriedLower, lowerWay).multiply(upperTurn);
  rig.rotation(upper).copy(parentTurn).invert().multiply(upperTurn);
  rig.rotation(lower).copy(upperTurn).invert().multiply(lowerTurn);
  rig.updateBone(upper);
  rig.updateBone(lower);
}

/** Turns the hand: fingers and back of the hand in model space. */
function orientHand(rig: Rig, side: Side, fingers: Vector3, back: Vector3): void {
  const x = fingers.clone().normalize();
  const y = back.clone().addScaledVector(x, -back.dot(x)).normalize();
  const z = x.clone().cross(y);
  const turned = new Quaternion().setFromRotationMatrix(new Matrix4().makeBasis(x, y, z));
  const parent = new Quaternion().setFromRotationMatrix(rig.matrix(`${side}LowerArm`));
  rig.rotation(`${side}Hand`).copy(parent).invert().multiply(turned);
}

function poseArm(rig: Rig, side: Side, arm: ArmPose, follow: Matrix4): void {
  const wrist = arm.wrist.clone().applyMatrix4(follow);
  const direction = (v: Vector3) => v.clone().transformDirection(follow);
  reach(rig, side, ARM, wrist, direction(arm.elbow));
  orientHand(rig, side, direction(arm.fingers), direction(arm.back));
}

export function applyPose(rig: Rig, pose: Pose): void {
  rig.hipsOffset.copy(pose.hips);
  rig.rotation("hips").copy(toQuaternion(pose.hipsTurn));
  rig.rotation("spine").copy(toQuaternion(pose.spine));
  rig.rotation("chest").copy(toQuaternion(pose.chest));
  rig.rotation("neck").copy(toQuaternion(share(pose.head, 0.4)));
  rig.rotation("head").copy(toQuaternion(share(pose.head, 0.6)));
  for (const bone of ["hips", "spine", "chest", "neck", "head"] as const) rig.updateBone(bone);
  const rest = JOINTS.chest;
  const follow = rig
    .matrix("chest")
    .clone()
    .multiply(new Matrix4().makeTranslation(-rest.x, -rest.y, -rest.z));
  for (const side of SIDES) {
    poseArm(rig, side, pose[side], follow);
    const lift = side === "left" ? pose.leftFoot : pose.rightFoot;
    const ankle = JOINTS[`${side}Foot`].clone().add(lift);
    reach(rig, side, LEG, ankle, new Vector3(side === "left" ? 0.12 : -0.12, 0, 1));
    const shin = new Quaternion().setFromRotationMatrix(rig.matrix(`${side}LowerLeg`));
    const toes = new Quaternion().setFromEuler(
      new Euler(Math.min(0.9, lift.y * 1.2), side === "left" ? 0.14 : -0.14, 0),
    );
    rig.rotation(`${side}Foot`).copy(shin).invert().multiply(toes);
  }
  rig.update();
}
