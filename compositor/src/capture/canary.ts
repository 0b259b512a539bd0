import * as THREE from "three";
import { flatMaterial, quadScene } from "../layers/quad";

// Red rises to the right, green upwards, blue is a quarter: a blank, flipped or swapped picture cannot pass for it.
const FRAGMENT = /* glsl */ `
void main() {
  colour = vec4(vUv.x, 1.0 - vUv.y, 0.25, 1.0);
}`;

/** Draws a known picture of `size` x `size` pixels and reads it as RGBA, bottom row first. */
export function canaryPixels(renderer: THREE.WebGLRenderer, size: number, into: Uint8Array): void {
  const material = flatMaterial("frame", "normal", {}, FRAGMENT);
  const target = new THREE.WebGLRenderTarget(size, size, { depthBuffer: false });
  renderer.setRenderTarget(target);
  renderer.setClearColor(0x000000, 0);
  renderer.clear(true, false, false);
  renderer.render(quadScene(material).scene, new THREE.Camera());
  renderer.readRenderTargetPixels(target, 0, 0, size, size, into);
  target.dispose();
  material.dispose();
}
