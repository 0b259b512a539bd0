import { BloomEffect, EffectPass } from "postprocessing";
import * as THREE from "three";

/** Levels of the blur pyramid; the widest halo is about a quarter of the frame. */
const LEVELS = 6;
const RADIUS = 0.72;
/** Only what is brighter than this glows (sRGB encoded luma, as all colours here are). */
const THRESHOLD = 0.62;
const SOFTNESS = 0.22;

/** Halos around what is bright, as an extra pass over the finished frame. */
export class Bloom {
  readonly output: THREE.WebGLRenderTarget;
  private readonly effect = new BloomEffect({
    mipmapBlur: true,
    levels: LEVELS,
    radius: RADIUS,
    luminanceThreshold: THRESHOLD,
    luminanceSmoothing: SOFTNESS,
  });
  private readonly pass: EffectPass;

  constructor(
    private readonly renderer: THREE.WebGLRenderer,
    readonly width: number,
    readonly height: number,
  ) {
    this.output = new THREE.WebGLRenderTarget(width, height, { depthBuffer: false });
    this.pass = new EffectPass(new THREE.Camera(), this.effect);
    this.pass.initialize(renderer, true, THREE.UnsignedByteType);
    this.pass.setSize(width, height);
  }

  /** Draws `picture` with halos into `output`. */
  apply(picture: THREE.WebGLRenderTarget, intensity: number): void {
    this.effect.intensity = intensity;
    this.pass.render(this.renderer, picture, this.output, 0, false);
  }

  dispose(): void {
    this.pass.dispose();
    this.effect.dispose();
    this.output.dispose();
  }
}
