/** Uniforms that one performer's materials share: its bones and the sway of its hair. */
import { Matrix4, Vector3, Vector4 } from "three";
import { BONE_NAMES } from "../body/skeleton";

export interface RigUniforms {
  /** Model-space skinning matrices, one per bone. */
  uBones: { value: Matrix4[] };
  /** Offset of short free hair in model units; w = phase of the ripple in radians. */
  uSway: { value: Vector4 };
  /** Offset of a long free tip, which moves later and further. */
  uSwayTip: { value: Vector3 };
}

export const createRigUniforms = (): RigUniforms => ({
  uBones: { value: BONE_NAMES.map(() => new Matrix4()) },
  uSway: { value: new Vector4() },
  uSwayTip: { value: new Vector3() },
});
