import * as THREE from "three";
import type { SetLayer } from "../contract";
import { cards, setMaterial, setUniforms, updateUniforms } from "./look";
import { seededRandom } from "./random";
import type { SetPiece } from "./set-piece";
import fragment from "./shaders/confetti.frag.glsl";
import vertex from "./shaders/confetti.vert.glsl";

const COUNT = 1400;

/** Paper that falls and tumbles. The intensity is the share of it that is in the air, 0 to 1. */
export function createConfetti(layer: SetLayer): SetPiece {
  const random = seededRandom(layer.seed);
  const geometry = cards(COUNT, -1);
  const fill = (): Float32Array => Float32Array.from({ length: COUNT * 4 }, random);
  geometry.setAttribute("aPlace", new THREE.InstancedBufferAttribute(fill(), 4));
  geometry.setAttribute("aTumble", new THREE.InstancedBufferAttribute(fill(), 4));
  const uniforms = setUniforms(layer);
  const material = setMaterial(uniforms, vertex, fragment, { side: THREE.DoubleSide });
  const object = new THREE.Mesh(geometry, material);
  object.frustumCulled = false;
  return {
    object,
    update: (frame) => updateUniforms(uniforms, frame),
    dispose: () => {
      geometry.dispose();
      material.dispose();
    },
  };
}
