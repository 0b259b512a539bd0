import type * as THREE from "three";
import { setBlend } from "./blend";
import type { Layer } from "./layer";
import { flatMaterial, quadScene } from "./quad";

const FRAGMENT = /* glsl */ `
uniform sampler2D map;
uniform float opacity;
void main() {
  colour = texelFetch(map, ivec2(gl_FragCoord.xy), 0) * opacity;
}`;

/** Lays a picture of the same size, premultiplied, over what is there. */
export class Composite {
  private readonly uniforms: Record<string, THREE.IUniform> = { map: { value: null }, opacity: { value: 1 } };
  private readonly material = flatMaterial("frame", "normal", this.uniforms, FRAGMENT);
  private readonly scene = quadScene(this.material).scene;

  with(picture: THREE.Texture, opacity: number, blend: Layer["blend"]): THREE.Scene {
    this.uniforms.map!.value = picture;
    this.uniforms.opacity!.value = opacity;
    setBlend(this.material, blend);
    return this.scene;
  }
}
