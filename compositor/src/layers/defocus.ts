import * as THREE from "three";
import type { DefocusLayer } from "../contract";
import { valueAt } from "../engine/tracks";
import type { Frame, LayerContext, LayerView } from "./layer";
import { flatMaterial, quadScene } from "./quad";

/** A disc of this radius in pixels of the reduced picture is sampled finely enough by `TAPS` points. */
const FINE_RADIUS_PX = 9;
const LARGEST_REDUCTION = 8;
const TAPS = 48;

const REDUCE = /* glsl */ `
uniform sampler2D map;
uniform int times;
void main() {
  ivec2 corner = ivec2(gl_FragCoord.xy) * times;
  ivec2 last = textureSize(map, 0) - 1;
  vec3 sum = vec3(0.0);
  for (int y = 0; y < times; y++)
    for (int x = 0; x < times; x++) sum += texelFetch(map, min(corner + ivec2(x, y), last), 0).rgb;
  colour = vec4(sum / float(times * times), 1.0);
}`;

// Points of a sunflower fill the disc evenly. What is bright weighs more, as highlights do on film: they become discs.
const DISC = /* glsl */ `
uniform sampler2D map;
uniform float radius;
void main() {
  vec2 size = vec2(textureSize(map, 0));
  vec3 sum = vec3(0.0);
  float weights = 0.0;
  for (int i = 0; i < ${TAPS}; i++) {
    float angle = float(i) * 2.39996323;
    vec2 offset = vec2(cos(angle), sin(angle)) * sqrt((float(i) + 0.5) / ${TAPS}.0) * radius;
    vec3 tap = texture(map, (gl_FragCoord.xy + offset) / size).rgb;
    float luma = dot(tap, vec3(0.299, 0.587, 0.114));
    float weight = 1.0 + 5.0 * luma * luma;
    sum += tap * weight;
    weights += weight;
  }
  colour = vec4(sum / weights, 1.0);
}`;

// Rows of a render target run upwards.
const SHOW = /* glsl */ `
uniform sampler2D map;
void main() {
  colour = texture(map, vec2(vUv.x, 1.0 - vUv.y));
}`;

/** Puts everything below out of focus: the picture is reduced, blurred by a disc and laid over itself. */
export class Defocus implements LayerView {
  readonly scene: THREE.Scene;
  readonly screenSpace = false;
  readonly flat = true;
  private readonly reduced = target();
  private readonly blurred = target();
  private readonly reduceUniforms = { map: { value: null as THREE.Texture | null }, times: { value: 1 } };
  private readonly discUniforms = { map: { value: this.reduced.texture }, radius: { value: 0 } };
  private readonly showUniforms = { map: { value: this.blurred.texture } };
  private readonly materials = [
    flatMaterial("frame", "normal", this.reduceUniforms, REDUCE),
    flatMaterial("frame", "normal", this.discUniforms, DISC),
    flatMaterial("frame", "normal", this.showUniforms, SHOW),
  ] as const;
  private readonly reduce = quadScene(this.materials[0]).scene;
  private readonly disc = quadScene(this.materials[1]).scene;
  private readonly camera = new THREE.Camera();
  private radius_px = 0;

  constructor(
    private readonly layer: DefocusLayer,
    private readonly context: LayerContext,
  ) {
    this.scene = quadScene(this.materials[2]).scene;
  }

  update(frame: Frame): void {
    this.radius_px = valueAt(this.layer.radius_track, frame.frame) * frame.height;
  }

  takeBelow(picture: THREE.Texture): void {
    const { renderer, comp } = this.context;
    const times = THREE.MathUtils.clamp(Math.ceil(this.radius_px / FINE_RADIUS_PX), 1, LARGEST_REDUCTION);
    const [width, height] = [Math.ceil(comp.width / times), Math.ceil(comp.height / times)];
    for (const part of [this.reduced, this.blurred]) part.setSize(width, height);
    this.reduceUniforms.map.value = picture;
    this.reduceUniforms.times.value = times;
    this.discUniforms.radius.value = this.radius_px / times;
    renderer.setRenderTarget(this.reduced);
    renderer.render(this.reduce, this.camera);
    renderer.setRenderTarget(this.blurred);
    renderer.render(this.disc, this.camera);
  }

  dispose(): void {
    for (const part of [this.reduced, this.blurred, ...this.materials]) part.dispose();
  }
}

function target(): THREE.WebGLRenderTarget {
  return new THREE.WebGLRenderTarget(1, 1, {
    depthBuffer: false,
    minFilter: THREE.LinearFilter,
    magFilter: THREE.LinearFilter,
    generateMipmaps: false,
  });
}
