/** An avatar's bones as VRM has them: T-pose, facing +z, metres, every bone unturned at rest. */
import type { VRM, VRMHumanBoneName } from "@pixiv/three-vrm";
import { Vector3 } from "three";

/** Every bone that the poses turn, parents first. Fingers and eyes are turned by themselves. */
const CHAIN = [
  ["hips"],
  ["spine"],
  ["chest"],
  ["upperChest"],
  ["neck"],
  ["head"],
  ...(["left", "right"] as const).flatMap((side) => [
    [`${side}Shoulder`],
    [`${side}UpperArm`],
    [`${side}LowerArm`],
    [`${side}Hand`],
    [`${side}UpperLeg`],
    [`${side}LowerLeg`],
    [`${side}Foot`],
  ]),
].flat() as VRMHumanBoneName[];

export interface AvatarBone {
  name: VRMHumanBoneName;
  /** The nearest bone above it that the avatar has; null for the hips. */
  parent: VRMHumanBoneName | null;
  /** Joint at rest, metres, in the avatar's own space. */
  joint: Vector3;
}

/** The bones that an avatar has, parents first. */
export type AvatarSkeleton = ReadonlyMap<VRMHumanBoneName, AvatarBone>;

export function skeletonOf({ humanoid }: VRM): AvatarSkeleton {
  const skeleton = new Map<VRMHumanBoneName, AvatarBone>();
  for (const name of CHAIN) {
    const node = humanoid.getNormalizedBoneNode(name);
    if (!node) continue;
    const above = CHAIN.find((other) => humanoid.getNormalizedBoneNode(other) === node.parent) ?? null;
    const joint = node.position.clone().add(above ? skeleton.get(above)!.joint : new Vector3());
    skeleton.set(name, { name, parent: above, joint });
  }
  return skeleton;
}
