/** Edited normals of hair. */
import type { Vector3 } from "three";
import { skullCentre } from "../head/surface";

/** Mixes the skull's normal into a clump's, so that hair shades as one mass. */
export function blendToSkull(normal: Vector3, p: Vector3, share: number): Vector3 {
  const round = p.clone().sub(skullCentre());
  round.y *= 0.8;
  return normal.clone().lerp(round.normalize(), share).normalize();
}
