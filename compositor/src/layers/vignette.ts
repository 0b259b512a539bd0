import type * as THREE from "three";
import { flatMaterial, quadScene } from "./quad";

// Falls off from the centre to the corners as cos^4 of the angle does in a lens, in a cheap polynomial.
const FRAGMENT = /* glsl */ `
uniform float amount, aspect;
void main() {
  vec2 offset = (vUv - 0.5) * vec2(aspect, 1.0) / length(vec2(aspect, 1.0)) * 2.0;
  float fall = dot(offset, offset);
  colour = vec4(0.0, 0.0, 0.0, amount * fall * fall);
}`;

/** Darkens the corners; drawn last, and only over what is there: a transparent comp stays transparent. */
export class Vignette {
  readonly scene: THREE.Scene;
  private readonly uniforms = { amount: { value: 0 }, aspect: { value: 1 } };

  constructor() {
    const material = flatMaterial("frame", "multiply", this.uniforms, FRAGMENT);
    this.scene = quadScene(material).scene;
  }

  update(amount: number, aspect: number): void {
    this.uniforms.amount.value = amount;
    this.uniforms.aspect.value = aspect;
  }
}
