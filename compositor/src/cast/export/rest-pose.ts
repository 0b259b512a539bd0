/**
 * From the generator's A-pose to the T-pose that VRM asks for, in metres.
 *
 * A vertex between two bones is placed so that turning the arms back down by linear skinning puts it exactly where the
 * generator had it: arms are down in most of a performance, so that is where the shape has to be right.
 */
import { Matrix3, Matrix4, Quaternion, Vector3 } from "three";
import {
  BONE_NAMES,
  type BoneName,
  JOINTS,
  LOWER_ARM_LENGTH,
  SIDES,
  sideSign,
  UPPER_ARM_LENGTH,
} from "../body/skeleton";
import { vec } from "../kit/math";
import type { FlatMesh } from "./flat-mesh";

/** Height of one unit: the figure stands 1.62 m tall. */
export const METRES_PER_UNIT = 0.29;

function restJoints(): Record<BoneName, Vector3> {
  const joints = Object.fromEntries(BONE_NAMES.map((name) => [name, JOINTS[name].clone()])) as Record<
    BoneName,
    Vector3
  >;
  for (const side of SIDES) {
    const shoulder = joints[`${side}UpperArm`];
    const along = (length: number) => shoulder.clone().add(vec(sideSign(side) * length, 0, 0));
    joints[`${side}LowerArm`] = along(UPPER_ARM_LENGTH);
    joints[`${side}Hand`] = along(UPPER_ARM_LENGTH + LOWER_ARM_LENGTH);
  }
  return joints;
}

/** Joints in T-pose, model units. */
export const REST_JOINTS: Readonly<Record<BoneName, Vector3>> = restJoints();

/** What moves a bone's own vertices from the T-pose into the A-pose. */
function loweringMatrices(): Matrix4[] {
  const matrices = BONE_NAMES.map(() => new Matrix4());
  const set = (bone: BoneName, turn: Quaternion) => {
    const from = REST_JOINTS[bone];
    const to = JOINTS[bone];
    matrices[BONE_NAMES.indexOf(bone)]
      ?.makeTranslation(to.x, to.y, to.z)
      .multiply(new Matrix4().makeRotationFromQuaternion(turn))
      .multiply(new Matrix4().makeTranslation(-from.x, -from.y, -from.z));
  };
  for (const side of SIDES) {
    const across = vec(sideSign(side), 0, 0);
    const down = JOINTS[`${side}Hand`].clone().sub(JOINTS[`${side}UpperArm`]).normalize();
    const lowering = new Quaternion().setFromUnitVectors(across, down);
    set(`${side}UpperArm`, lowering);
    set(`${side}LowerArm`, lowering);
    // The generator's hands lie along +x on both sides, whatever the arms do.
    set(`${side}Hand`, new Quaternion().setFromAxisAngle(vec(0, 1, 0), side === "left" ? 0 : Math.PI));
  }
  return matrices;
}

const LOWERING = loweringMatrices();

/** The mesh in T-pose, metres. */
export function toRestPose(mesh: FlatMesh): FlatMesh {
  const position = new Float32Array(mesh.position.length);
  const normal = new Float32Array(mesh.normal.length);
  const targets = new Map([...mesh.targets].map(([name, values]) => [name, new Float32Array(values.length)]));
  const known = new Map<string, { raise: Matrix4; turn: Matrix3; normals: Matrix3 }>();
  const raising = (first: number, second: number, share: number) => {
    const key = `${first} ${second} ${share}`;
    let found = known.get(key);
    if (!found) {
      const lower = blend(LOWERING[first] as Matrix4, LOWERING[second] as Matrix4, share);
      const raise = lower.clone().invert();
      found = {
        raise,
        turn: new Matrix3().setFromMatrix4(raise),
        normals: new Matrix3().setFromMatrix4(lower).transpose(),
      };
      known.set(key, found);
    }
    return found;
  };
  const v = new Vector3();
  for (let k = 0; k < position.length; k += 3) {
    const { raise, turn, normals } = raising(mesh.bones[k] ?? 0, mesh.bones[k + 1] ?? 0, mesh.bones[k + 2] ?? 0);
    v.fromArray(mesh.position, k).applyMatrix4(raise).multiplyScalar(METRES_PER_UNIT).toArray(position, k);
    v.fromArray(mesh.normal, k).applyMatrix3(normals).normalize().toArray(normal, k);
    for (const [name, values] of targets)
      v.fromArray(mesh.targets.get(name) as Float32Array, k)
        .applyMatrix3(turn)
        .multiplyScalar(METRES_PER_UNIT)
        .toArray(values, k);
  }
  return { ...mesh, position, normal, targets };
}

function blend(first: Matrix4, second: Matrix4, share: number): Matrix4 {
  const blended = new Matrix4();
  blended.elements.forEach((_, k) => {
    blended.elements[k] = (first.elements[k] ?? 0) * (1 - share) + (second.elements[k] ?? 0) * share;
  });
  return blended;
}
