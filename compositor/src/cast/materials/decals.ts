/** Materials of drawings on the face, of the hair's shadow and of lenses. All are blended, none writes depth. */
import {
  CustomBlending,
  DstColorFactor,
  EqualStencilFunc,
  IncrementStencilOp,
  ShaderMaterial,
  type Texture,
  Vector2,
  Vector3,
  Vector4,
  ZeroFactor,
} from "three";
import { BONE_INDEX } from "../body/skeleton";
import type { Tint } from "../head/glasses-shapes";
import type { SkinColours } from "../palettes";
import decalFragment from "../shaders/decal.frag.glsl";
import decalVertex from "../shaders/decal.vert.glsl";
import eyesFragment from "../shaders/eyes.frag.glsl";
import flatFragment from "../shaders/flat.frag.glsl";
import hairShadowVertex from "../shaders/hair-shadow.vert.glsl";
import lensFragment from "../shaders/lens.frag.glsl";
import skinVertex from "../shaders/skin.vert.glsl";
import type { RigUniforms } from "./rig-uniforms";

const HEAD_ONLY = { HEAD_ONLY: BONE_INDEX.head };

/** What changes from frame to frame; shared by a drawing and its faint copy through the hair. */
export interface DecalState {
  uCell: { value: number };
  uStretch: { value: Vector2 };
  /** The point of the cell that stays in place when the drawing is stretched, 0 to 1. */
  uAnchor: { value: Vector2 };
}

export const createDecalState = (anchor = new Vector2(0.5, 0.5)): DecalState => ({
  uCell: { value: 0 },
  uStretch: { value: new Vector2(1, 1) },
  uAnchor: { value: anchor },
});

export interface ThroughOptions {
  /** Distance in model units by which the drawing comes forward. */
  lift?: number;
  opacity?: number;
}

export function createDecalMaterial(
  rig: RigUniforms,
  atlas: Texture,
  cells: number,
  state: DecalState,
  through: ThroughOptions = {},
): ShaderMaterial {
  return new ShaderMaterial({
    vertexShader: skinVertex + decalVertex,
    fragmentShader: decalFragment,
    defines: HEAD_ONLY,
    transparent: true,
    depthWrite: false,
    uniforms: {
      ...rig,
      ...state,
      uAtlas: { value: atlas },
      uCells: { value: cells },
      uLift: { value: through.lift ?? 0 },
      uOpacity: { value: through.opacity ?? 1 },
    },
  });
}

export interface EyeState {
  uCell: { value: number };
  /** Offset of the iris in its cell, about -0.2 to 0.2, x towards the character's left. */
  uGaze: { value: Vector2 };
  uIrisPlace: { value: Vector4 };
}

export const createEyeState = (irisPlace: Vector4): EyeState => ({
  uCell: { value: 0 },
  uGaze: { value: new Vector2() },
  uIrisPlace: { value: irisPlace },
});

export function createEyeMaterial(
  rig: RigUniforms,
  atlas: Texture,
  iris: Texture,
  state: EyeState,
  through: ThroughOptions = {},
): ShaderMaterial {
  return new ShaderMaterial({
    vertexShader: skinVertex + decalVertex,
    fragmentShader: eyesFragment,
    defines: { ...HEAD_ONLY, EYES: 1 },
    transparent: true,
    depthWrite: false,
    uniforms: {
      ...rig,
      ...state,
      uAtlas: { value: atlas },
      uIris: { value: iris },
      uLift: { value: through.lift ?? 0 },
      uOpacity: { value: through.opacity ?? 1 },
    },
  });
}

/** Darkens the face under the hair once, however many strands lie above it. */
export function createHairShadowMaterial(rig: RigUniforms, skin: SkinColours): ShaderMaterial {
  const tint = skin.shade.map((v, k) => v / (skin.base[k] ?? 1));
  return new ShaderMaterial({
    vertexShader: skinVertex + hairShadowVertex,
    fragmentShader: flatFragment,
    defines: { STRAND: 1 },
    transparent: true,
    depthWrite: false,
    blending: CustomBlending,
    blendSrc: DstColorFactor,
    blendDst: ZeroFactor,
    stencilWrite: true,
    stencilRef: 1,
    stencilFunc: EqualStencilFunc,
    stencilZPass: IncrementStencilOp,
    uniforms: { ...rig, uColour: { value: new Vector3(...tint) } },
  });
}

export function createLensMaterial(rig: RigUniforms, { top, bottom, opacity }: Tint): ShaderMaterial {
  return new ShaderMaterial({
    vertexShader: skinVertex + decalVertex,
    fragmentShader: lensFragment,
    defines: HEAD_ONLY,
    transparent: true,
    depthWrite: false,
    uniforms: {
      ...rig,
      uLift: { value: 0 },
      uTint: { value: new Vector4(...top, opacity[0]) },
      uTintLow: { value: new Vector4(...bottom, opacity[1]) },
    },
  });
}
