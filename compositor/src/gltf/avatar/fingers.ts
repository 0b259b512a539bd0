import type { VRM, VRMHumanBoneName } from "@pixiv/three-vrm";
import { SIDES } from "../../cast/body/skeleton";
import type { HandPose, Pose } from "../../performance";

const FINGERS = ["Index", "Middle", "Ring", "Little"] as const;
const PHALANGES = ["Proximal", "Intermediate", "Distal"] as const;

/** How far each joint of the four fingers is bent, radians; thumbs rest. */
const CURLS: Record<HandPose, readonly [number, number, number, number]> = {
  open: [0.05, 0.05, 0.08, 0.12],
  relaxed: [0.3, 0.36, 0.4, 0.44],
  microphone: [1.1, 1.15, 1.2, 1.2],
  peace: [0, 0, 1.45, 1.45],
  point: [0, 1.4, 1.45, 1.45],
  fist: [1.4, 1.45, 1.45, 1.45],
  heart: [0.7, 0.75, 0.8, 0.8],
};

/** Bends the fingers that the avatar has. */
export function poseFingers({ humanoid }: VRM, pose: Pose): void {
  for (const side of SIDES) {
    const curls = CURLS[pose[side].shape];
    // Fingers lie along +x on the left and -x on the right, palms down.
    const sign = side === "left" ? -1 : 1;
    for (const [index, finger] of FINGERS.entries())
      for (const phalanx of PHALANGES) {
        const bone = humanoid.getNormalizedBoneNode(`${side}${finger}${phalanx}` as VRMHumanBoneName);
        bone?.rotation.set(0, 0, sign * curls[index]!);
      }
  }
}
