import * as THREE from "three";
import type { Comp } from "../contract";
import { flatMaterial, quadScene } from "../layers/quad";

const FRAGMENT = /* glsl */ `
uniform sampler2D sum, map;
uniform float weight;
void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  colour = texelFetch(sum, at, 0) + texelFetch(map, at, 0) * weight;
}`;

/** The moments, in frames, of which a frame is the mean. A comp's first and last frames have none outside it. */
export function momentsOf(frame: number, comp: Comp): number[] {
  const { motion_blur } = comp.look;
  if (!motion_blur || motion_blur.samples === 1) return [frame];
  const { samples, shutter_deg } = motion_blur;
  const last = comp.frames - 1;
  return Array.from({ length: samples }, (_, index) => {
    const moment = frame + ((index + 0.5) / samples - 0.5) * (shutter_deg / 360);
    return Math.min(Math.max(moment, 0), last);
  });
}

/** The mean of pictures of one size, summed up in 32 bits. */
export class Shutter {
  private readonly uniforms: Record<string, THREE.IUniform> = {
    sum: { value: null },
    map: { value: null },
    weight: { value: 0 },
  };
  private readonly material = flatMaterial("frame", "normal", this.uniforms, FRAGMENT);
  private readonly scene = quadScene(this.material).scene;
  private readonly camera = new THREE.Camera();
  private readonly result: THREE.WebGLRenderTarget;
  private sum: THREE.WebGLRenderTarget;
  private spare: THREE.WebGLRenderTarget;

  constructor(
    private readonly renderer: THREE.WebGLRenderer,
    width: number,
    height: number,
  ) {
    this.material.blending = THREE.NoBlending;
    const deep = { depthBuffer: false, type: THREE.FloatType, magFilter: THREE.NearestFilter };
    this.sum = new THREE.WebGLRenderTarget(width, height, { ...deep, minFilter: THREE.NearestFilter });
    this.spare = new THREE.WebGLRenderTarget(width, height, { ...deep, minFilter: THREE.NearestFilter });
    this.result = new THREE.WebGLRenderTarget(width, height, { depthBuffer: false });
  }

  open(): void {
    this.renderer.setRenderTarget(this.sum);
    this.renderer.setClearColor(0x000000, 0);
    this.renderer.clear(true, false, false);
  }

  add(picture: THREE.Texture, weight: number): void {
    this.draw(picture, weight, this.spare);
    [this.sum, this.spare] = [this.spare, this.sum];
  }

  /** What was added, in bytes; valid until the next `open`. */
  close(): THREE.WebGLRenderTarget {
    this.draw(this.sum.texture, 0, this.result);
    return this.result;
  }

  dispose(): void {
    for (const part of [this.material, this.sum, this.spare, this.result]) part.dispose();
  }

  private draw(picture: THREE.Texture, weight: number, target: THREE.WebGLRenderTarget): void {
    this.uniforms.sum!.value = this.sum.texture;
    this.uniforms.map!.value = picture;
    this.uniforms.weight!.value = weight;
    this.renderer.setRenderTarget(target);
    this.renderer.render(this.scene, this.camera);
  }
}
