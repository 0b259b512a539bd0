/** Writes a pose into the rig: rotations of the trunk, two-bone inverse kinematics of arms and legs. */
import { Euler, Matrix4, Quaternion, Vector3 } from "three";
import { JOINTS, LOWER_ARM_LENGTH, type Rig, SIDES, type Side, UPPER_ARM_LENGTH } from "../cast/body/skeleton";
import type { ArmPose, FootPose, Pose, Turn } from "./pose";

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

const UP = new Vector3(0, 1, 0);
/** From the ankle to the ball of the foot, on which it stands when the heel is up. */
const BALL = new Vector3(0, -0.19, 0.24);
/** A foot in the air points its toes down. */
const POINTED = 1.2;
const POINTED_MOST = 0.9;
/** Toes point a little outwards. */
const OUTWARDS = 0.14;

function poseLeg(rig: Rig, side: Side, pose: FootPose): void {
  const { place, facing, heel } = pose;
  const outwards = side === "left" ? OUTWARDS : -OUTWARDS;
  const pitch = heel + Math.min(POINTED_MOST, place.y * POINTED);
  const toes = new Quaternion().setFromEuler(new Euler(pitch, facing + outwards, 0, "YXZ"));
  // The ankle rises around the ball, which stays where it is.
  const flat = BALL.clone().applyAxisAngle(UP, outwards);
  const raised = BALL.clone().applyEuler(new Euler(heel, outwards, 0, "YXZ"));
  const ankle = JOINTS[`${side}Foot`].clone().add(place).add(flat).sub(raised).applyAxisAngle(UP, facing);
  const knee = new Vector3(side === "left" ? 0.2 : -0.2, 0, 1).applyAxisAngle(UP, facing);
  reach(rig, side, LEG, ankle, knee);
  const shin = new Quaternion().setFromRotationMatrix(rig.matrix(`${side}LowerLeg`));
  rig.rotation(`${side}Foot`).copy(shin).invert().multiply(toes);
}

/** Places the bones from the hips to the head. */
export function poseTrunk(rig: Rig, pose: Pose): void {
  rig.hipsOffset.copy(pose.hips).applyAxisAngle(UP, pose.facing);
  rig.rotation("hips").copy(toQuaternion(pose.hipsTurn));
  if (pose.facing !== 0) rig.rotation("hips").premultiply(new Quaternion().setFromAxisAngle(UP, pose.facing));
  rig.rotation("spine").copy(toQuaternion(pose.spine));
  rig.rotation("chest").copy(toQuaternion(pose.chest));
  rig.rotation("neck").copy(toQuaternion(share(pose.head, 0.4)));
  rig.rotation("head").copy(toQuaternion(share(pose.head, 0.6)));
  for (const bone of ["hips", "spine", "chest", "neck", "head"] as const) rig.updateBone(bone);
}

export function applyPose(rig: Rig, pose: Pose): void {
  poseTrunk(rig, pose);
  const rest = JOINTS.chest;
  const follow = rig
    .matrix("chest")
    .clone()
    .multiply(new Matrix4().makeTranslation(-rest.x, -rest.y, -rest.z));
  for (const side of SIDES) {
    poseArm(rig, side, pose[side], follow);
    poseLeg(rig, side, side === "left" ? pose.leftFoot : pose.rightFoot);
  }
  rig.update();
}
