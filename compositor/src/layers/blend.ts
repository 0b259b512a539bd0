import * as THREE from "three";
import type { Layer } from "./layer";

type Factors = [
  colourSource: THREE.BlendingSrcFactor,
  colourTarget: THREE.BlendingDstFactor,
  alphaSource: THREE.BlendingSrcFactor,
  alphaTarget: THREE.BlendingDstFactor,
];

/**
 * Blend factors for premultiplied colour. Light (`add`) and shade (`multiply`) leave the alpha below them alone, so that
 * a transparent comp can be laid over a plate later and look the same.
 */
const FACTORS: Record<Layer["blend"], Factors> = {
  normal: [THREE.OneFactor, THREE.OneMinusSrcAlphaFactor, THREE.OneFactor, THREE.OneMinusSrcAlphaFactor],
  add: [THREE.OneFactor, THREE.OneFactor, THREE.ZeroFactor, THREE.OneFactor],
  screen: [THREE.OneFactor, THREE.OneMinusSrcColorFactor, THREE.OneFactor, THREE.OneMinusSrcAlphaFactor],
  multiply: [THREE.DstColorFactor, THREE.OneMinusSrcAlphaFactor, THREE.ZeroFactor, THREE.OneFactor],
};

/** Sets up a material that writes premultiplied colour. */
export function setBlend(material: THREE.Material, mode: Layer["blend"]): void {
  const [colourSource, colourTarget, alphaSource, alphaTarget] = FACTORS[mode];
  material.transparent = true;
  material.blending = THREE.CustomBlending;
  material.blendEquation = THREE.AddEquation;
  material.blendSrc = colourSource;
  material.blendDst = colourTarget;
  material.blendSrcAlpha = alphaSource;
  material.blendDstAlpha = alphaTarget;
}
