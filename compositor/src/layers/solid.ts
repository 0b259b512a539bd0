import * as THREE from "three";
import type { SolidLayer } from "../contract";
import type { Frame, LayerView } from "./layer";
import { flatMaterial, quadScene } from "./quad";

const FRAGMENT = /* glsl */ `
uniform vec3 fill;
uniform float opacity;
void main() {
  colour = vec4(fill, 1.0) * opacity;
}`;

/** One colour over the whole frame. */
export function createSolid(layer: SolidLayer): LayerView {
  const uniforms = { fill: { value: new THREE.Vector3(...layer.colour) }, opacity: { value: 1 } };
  const material = flatMaterial("frame", layer.blend, uniforms, FRAGMENT);
  return {
    scene: quadScene(material).scene,
    screenSpace: false,
    flat: true,
    update: (frame: Frame) => {
      uniforms.opacity.value = frame.opacity;
    },
    dispose: () => material.dispose(),
  };
}
