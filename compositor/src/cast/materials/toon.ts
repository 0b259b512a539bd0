/** Materials of solid parts: toon shading and ink lines. */
import {
  BackSide,
  DoubleSide,
  FrontSide,
  ReplaceStencilOp,
  ShaderMaterial,
  type Side,
  type Texture,
  Vector3,
  Vector4,
} from "three";
import { BONE_INDEX } from "../body/skeleton";
import type { Rgb } from "../kit/math";
import { lightUniforms, viewUniforms } from "../light";
import outlineFragment from "../shaders/outline.frag.glsl";
import outlineVertex from "../shaders/outline.vert.glsl";
import skinVertex from "../shaders/skin.vert.glsl";
import toonFragment from "../shaders/toon.frag.glsl";
import toonVertex from "../shaders/toon.vert.glsl";
import type { RigUniforms } from "./rig-uniforms";

export interface ToonOptions {
  /** Light term at which the lit tone begins, 0 to 1. */
  threshold?: number;
  /** Half width of the lit step. */
  softness?: number;
  /** Strength of the coloured rims. */
  rim?: number;
  /** Slant of the surface at which rims begin, 0 to 1; the lower, the wider they are. */
  rimFrom?: number;
  /** Strength of the warm line between light and shade. */
  glow?: number;
  /** Strength of the hair's highlight band. */
  band?: number;
  bandColour?: Rgb;
  /** Multiplies the shade into the deepest tone. */
  deep?: Rgb;
  /** Share of the base added in full light. */
  lift?: Rgb;
  variant?: "plain" | "face" | "cloth" | "jacket" | "robe" | "hair" | "coil";
  map?: Texture;
  /** Face only: the skin's base colour. */
  skin?: Rgb;
  side?: Side;
  /** Written where the part is seen; hair shadows fall on 1. */
  stencil?: 0 | 1;
}

export const TOON_DEFAULTS = {
  threshold: 0.5,
  softness: 0.018,
  rim: 1,
  rimFrom: 0.46,
  glow: 0,
  band: 0,
  bandColour: [1, 1, 1] as Rgb,
  deep: [0.74, 0.66, 0.86] as Rgb,
  lift: [0.06, 0.06, 0.06] as Rgb,
  variant: "plain",
  skin: [1, 1, 1] as Rgb,
  side: FrontSide,
  stencil: 0,
} as const satisfies ToonOptions;

/** A hem at the feet follows both shins. */
const HEM = { HEM: 1, LEFT_SHIN: BONE_INDEX.leftLowerLeg, RIGHT_SHIN: BONE_INDEX.rightLowerLeg };

const DEFINES = {
  plain: {},
  face: { FACE: 1 },
  cloth: { SWAY: 1 },
  jacket: { JACKET: 1, SWAY: 1 },
  robe: { JACKET: 1, SWAY: 1, ...HEM },
  hair: { STRAND: 1 },
  coil: { STRAND: 1, COIL: 1 },
} as const;

/** Distance of the second step below the first one. */
const SECOND_STEP = 0.26;

export function createToonMaterial(rig: RigUniforms, options: ToonOptions = {}): ShaderMaterial {
  const o = { ...TOON_DEFAULTS, ...options };
  const width = o.softness * 1.6;
  const second = o.softness * 2.4;
  return new ShaderMaterial({
    vertexShader: skinVertex + toonVertex,
    fragmentShader: toonFragment,
    defines: { ...DEFINES[o.variant], ...(o.side === DoubleSide ? { OPEN_CLOTH: 1 } : {}) },
    side: o.side,
    stencilWrite: true,
    stencilRef: o.stencil,
    stencilZPass: ReplaceStencilOp,
    uniforms: {
      ...lightUniforms,
      ...rig,
      uRamp: {
        value: new Vector4(o.threshold - width / 2, 1 / width, o.threshold - SECOND_STEP - second / 2, 1 / second),
      },
      uTone: { value: new Vector4(o.rim, o.glow, o.band, o.rimFrom) },
      uDeep: { value: new Vector3(...o.deep) },
      uLift: { value: new Vector3(...o.lift) },
      uBand: { value: new Vector3(...o.bandColour) },
      uSkinInverse: { value: new Vector3(...o.skin.map((v) => 1 / Math.max(v, 0.05))) },
      uMap: { value: options.map ?? null },
    },
  });
}

export interface OutlineOptions {
  /** Width of the line in model units, before its limits of 1 to 3.6 px at 720 lines. */
  width?: number;
  /** Moves the hull back, so that inner edges draw no line. */
  push?: number;
  strand?: boolean;
  sway?: boolean;
  hem?: boolean;
}

export const OUTLINE_DEFAULTS: Required<OutlineOptions> = {
  width: 0.011,
  push: 0,
  strand: false,
  sway: false,
  hem: false,
};

export function createOutlineMaterial(rig: RigUniforms, options: OutlineOptions = {}): ShaderMaterial {
  const o = { ...OUTLINE_DEFAULTS, ...options };
  return new ShaderMaterial({
    vertexShader: skinVertex + outlineVertex,
    fragmentShader: outlineFragment,
    defines: { ...(o.strand ? { STRAND: 1 } : {}), ...(o.sway ? { SWAY: 1 } : {}), ...(o.hem ? HEM : {}) },
    side: BackSide,
    uniforms: { ...rig, ...viewUniforms, uWidth: { value: o.width }, uPush: { value: o.push } },
  });
}
