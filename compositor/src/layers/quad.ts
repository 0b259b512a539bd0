import * as THREE from "three";
import type { Extent } from "../camera/extent";
import { setBlend } from "./blend";
import type { Layer } from "./layer";

const CORNERS = new Float32Array([-0.5, 0.5, 0, 0.5, 0.5, 0, -0.5, -0.5, 0, 0.5, -0.5, 0]);
/** v runs downwards, as rows of a picture do; textures are therefore never flipped on upload. */
const UVS = new Float32Array([0, 0, 1, 0, 0, 1, 1, 1]);

/** A 1 x 1 quad around the origin; shared, never disposed of. */
export const UNIT_QUAD = new THREE.BufferGeometry();
UNIT_QUAD.setAttribute("position", new THREE.BufferAttribute(CORNERS, 3));
UNIT_QUAD.setAttribute("uv", new THREE.BufferAttribute(UVS, 2));
UNIT_QUAD.setIndex([0, 2, 1, 2, 3, 1]);

const IN_WORLD = /* glsl */ `
out vec2 vUv;
void main() {
  vUv = uv;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}`;

const FULL_FRAME = /* glsl */ `
out vec2 vUv;
void main() {
  vUv = uv;
  gl_Position = vec4(position.xy * 2.0, 0.0, 1.0);
}`;

/**
 * Material of a flat layer: `fragment` writes premultiplied colour to `colour` and has `vUv` (v downwards).
 *
 * @param place `world` for a quad in the scene, `frame` for one that fills the frame
 */
export function flatMaterial(
  place: "world" | "frame",
  blend: Layer["blend"],
  uniforms: Record<string, THREE.IUniform>,
  fragment: string,
): THREE.ShaderMaterial {
  const material = new THREE.ShaderMaterial({
    glslVersion: THREE.GLSL3,
    uniforms,
    vertexShader: place === "world" ? IN_WORLD : FULL_FRAME,
    fragmentShader: `in vec2 vUv;\nout vec4 colour;\n${fragment}`,
    depthTest: false,
    depthWrite: false,
    side: THREE.DoubleSide,
  });
  setBlend(material, blend);
  return material;
}

/** A scene with one unit quad; `mesh.matrix` places it. */
export function quadScene(material: THREE.Material): { scene: THREE.Scene; mesh: THREE.Mesh } {
  const mesh = new THREE.Mesh(UNIT_QUAD, material);
  mesh.frustumCulled = false;
  mesh.matrixAutoUpdate = false;
  const scene = new THREE.Scene();
  scene.add(mesh);
  return { scene, mesh };
}

/** Puts a quad of `width` x `height` units where the layer's matrix says. */
export function placeQuad(mesh: THREE.Mesh, matrix: readonly number[], width: number, height: number): void {
  mesh.matrix.fromArray(matrix as number[]);
  mesh.matrix.scale(SCALE.set(width, height, 1));
  mesh.matrixWorldNeedsUpdate = true;
}

/** Adds the corners of a placed quad. */
export function addQuad(extent: Extent, mesh: THREE.Mesh, camera: THREE.Camera): void {
  TO_CLIP.multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse).multiply(mesh.matrix);
  for (let corner = 0; corner < CORNERS.length; corner += 3) {
    extent.add(CORNERS[corner]!, CORNERS[corner + 1]!, CORNERS[corner + 2]!, TO_CLIP);
  }
}

const TO_CLIP = new THREE.Matrix4();
const SCALE = new THREE.Vector3();

/** Samples a premultiplied texture and fades it. */
export const TEXTURE_FRAGMENT = /* glsl */ `
uniform sampler2D map;
uniform float opacity;
void main() {
  colour = texture(map, vUv) * opacity;
}`;
