/** Uniforms that one performer's materials share: its bones and the sway of its hair. */
import { Matrix4, Vector4 } from "three";
import { BONE_NAMES } from "../body/skeleton";

export interface RigUniforms {
  /** Model-space skinning matrices, one per bone. */
  uBones: { value: Matrix4[] };
  /** Offset of a free hair tip in model units; w = phase of the ripple in radians. */
  uSway: { value: Vector4 };
}

export const createRigUniforms = (): RigUniforms => ({
  uBones: { value: BONE_NAMES.map(() => new Matrix4()) },
  uSway: { value: new Vector4() },
});
