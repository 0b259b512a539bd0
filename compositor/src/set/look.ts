import * as THREE from "three";
import type { SetLayer } from "../contract";
import type { SetFrame } from "./set-piece";
import common from "./shaders/common.glsl";
import dither from "./shaders/dither.glsl";

/** Magenta, cyan, violet and a warm white: a layer's own colours replace them from the first on. */
const DEFAULT_COLOURS: readonly (readonly [number, number, number])[] = [
  [1, 0.16, 0.6],
  [0.1, 0.8, 1],
  [0.46, 0.24, 1],
  [1, 0.86, 0.62],
];

/** The four colours of a piece. */
export function coloursOf(layer: SetLayer): THREE.Vector3[] {
  return DEFAULT_COLOURS.map((colour, i) => new THREE.Vector3(...(layer.colours[i] ?? colour)));
}

/** Uniforms that every shader of the set understands. */
export interface SetUniforms extends Record<string, THREE.IUniform> {
  uColours: THREE.IUniform<THREE.Vector3[]>;
  uBeat: THREE.IUniform<number>;
  uTime: THREE.IUniform<number>;
  uIntensity: THREE.IUniform<number>;
}

export function setUniforms(layer: SetLayer): SetUniforms {
  return {
    uColours: { value: coloursOf(layer) },
    uBeat: { value: 0 },
    uTime: { value: 0 },
    uIntensity: { value: 1 },
  };
}

export function updateUniforms(uniforms: SetUniforms, frame: SetFrame): void {
  uniforms.uBeat.value = frame.beat;
  uniforms.uTime.value = frame.time_s;
  uniforms.uIntensity.value = frame.intensity;
}

/** A material of the set: its shaders may use what shaders/common.glsl and, in fragments, shaders/dither.glsl define. */
export function setMaterial(
  uniforms: Record<string, THREE.IUniform>,
  vertex: string,
  fragment: string,
  options: THREE.ShaderMaterialParameters = {},
): THREE.ShaderMaterial {
  return new THREE.ShaderMaterial({
    glslVersion: THREE.GLSL3,
    uniforms,
    vertexShader: `${common}\n${vertex}`,
    fragmentShader: `${common}\n${dither}\n${fragment}`,
    ...options,
  });
}

/** Four corners of a card, drawn `count` times; shaders place them by instanced attributes. */
export function cards(count: number, bottom: -1 | 0): THREE.InstancedBufferGeometry {
  const geometry = new THREE.InstancedBufferGeometry();
  const corners = [-1, bottom, 0, 1, bottom, 0, 1, 1, 0, -1, 1, 0];
  geometry.setAttribute("position", new THREE.Float32BufferAttribute(corners, 3));
  geometry.setIndex([0, 1, 2, 0, 2, 3]);
  geometry.instanceCount = count;
  return geometry;
}

/** Light that is laid over the picture without burning out (screen blending). */
export function lightBlending(material: THREE.Material): void {
  material.transparent = true;
  material.depthWrite = false;
  material.blending = THREE.CustomBlending;
  material.blendEquation = THREE.AddEquation;
  material.blendSrc = THREE.OneFactor;
  material.blendDst = THREE.OneMinusSrcColorFactor;
  material.blendSrcAlpha = THREE.OneFactor;
  material.blendDstAlpha = THREE.OneMinusSrcAlphaFactor;
}

/** Premultiplied colour: what has no alpha adds light, what has covers. */
export function premultipliedBlending(material: THREE.Material): void {
  lightBlending(material);
  material.blendDst = THREE.OneMinusSrcAlphaFactor;
}
