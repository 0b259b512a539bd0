/** The toon light of the scene and the size of the picture, shared by the materials of all performers. */
import { Vector3, Vector4 } from "three";
import type { Light } from "./types";

/** Uniforms of every toon material. Directions are unit vectors towards the light, in world space. */
export const lightUniforms = {
  uKey: { value: new Vector3() },
  uRimADirection: { value: new Vector3() },
  uRimBDirection: { value: new Vector3() },
  uRimA: { value: new Vector3() },
  uRimB: { value: new Vector3() },
  uAmbient: { value: new Vector3() },
  /** What the ambient light turns into at the floor, minus the ambient light. */
  uGround: { value: new Vector3() },
  /** Share of the ground light at the floor, 0 to 1. */
  uGroundShare: { value: 0 },
};

/** Uniforms of the ink lines. */
export const viewUniforms = {
  /** Height of the drawn picture in pixels: of the region when only a region is drawn. */
  uDrawnHeight: { value: 720 },
  /** Height of the whole frame over 720: ink lines keep their share of the frame. */
  uLineScale: { value: 1 },
};

/** The ground colour is mixed in at this gain: the floor's light adds to the ambient one. */
const GROUND_GAIN = 2.2;

/** Sets the light of all performers. */
export function applyLight(light: Light): void {
  const u = lightUniforms;
  u.uKey.value.fromArray(light.key_direction).normalize();
  u.uRimADirection.value.fromArray(light.rim_a_direction).normalize();
  u.uRimBDirection.value.fromArray(light.rim_b_direction).normalize();
  u.uRimA.value.fromArray(light.rim_a);
  u.uRimB.value.fromArray(light.rim_b);
  u.uAmbient.value.fromArray(light.ambient);
  const ground = new Vector4().fromArray(light.ground);
  u.uGroundShare.value = ground.w;
  u.uGround.value.set(ground.x, ground.y, ground.z).multiplyScalar(GROUND_GAIN).subScalar(1).multiply(u.uAmbient.value);
}

export interface DrawnSize {
  /** Height of what is drawn, in pixels. */
  drawnHeight_px: number;
  /** Height of the whole frame in pixels; differs when a region is drawn. Default: `drawnHeight_px`. */
  frameHeight_px?: number;
}

/** Tells the ink lines how many pixels there are. */
export function applyDrawnSize(size: DrawnSize): void {
  viewUniforms.uDrawnHeight.value = size.drawnHeight_px;
  viewUniforms.uLineScale.value = (size.frameHeight_px ?? size.drawnHeight_px) / 720;
}

/** The light a comp has when it names none. */
export const DEFAULT_LIGHT: Light = {
  key_direction: [-0.62, 0.5, 0.62],
  rim_a_direction: [-0.85, 0.25, -0.55],
  rim_b_direction: [0.9, 0.15, -0.45],
  rim_a: [1, 0.22, 0.72],
  rim_b: [0.15, 0.85, 1],
  ambient: [1, 1, 1],
  ground: [0.24, 0.14, 0.46, 0.4],
};

applyLight(DEFAULT_LIGHT);
