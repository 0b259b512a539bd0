import * as THREE from "three";
import type { SetLayer } from "../../contract";
import { cards, lightBlending, setMaterial, setUniforms, updateUniforms } from "../look";
import type { SetPiece } from "../set-piece";
import beamFragment from "../shaders/beam.frag.glsl";
import beamVertex from "../shaders/beam.vert.glsl";
import flareFragment from "../shaders/flare.frag.glsl";
import flareVertex from "../shaders/flare.vert.glsl";
import { beamsOf } from "./rig";

/** Cones of light in the haze and the glare of the lamps; both turn towards the camera, so that they look round. */
export function createBeams(layer: SetLayer): SetPiece {
  const count = beamsOf(layer.seed, 0).length;
  const geometry = cards(count, 0);
  const origins = new THREE.InstancedBufferAttribute(new Float32Array(count * 4), 4);
  const directions = new THREE.InstancedBufferAttribute(new Float32Array(count * 4), 4);
  const tints = new THREE.InstancedBufferAttribute(new Float32Array(count), 1);
  geometry.setAttribute("aOriginSpread", origins);
  geometry.setAttribute("aDirectionLength", directions);
  geometry.setAttribute("aStrength", tints);
  const colours = new THREE.InstancedBufferAttribute(new Float32Array(count), 1);
  geometry.setAttribute("aColour", colours);

  const uniforms = setUniforms(layer);
  const materials = [
    [beamVertex, beamFragment],
    [flareVertex, flareFragment],
  ].map(([vertex, fragment]) => {
    const material = setMaterial(uniforms, vertex!, fragment!, { side: THREE.DoubleSide, depthTest: false });
    lightBlending(material);
    return material;
  });
  const object = new THREE.Group();
  for (const material of materials) {
    const mesh = new THREE.Mesh(geometry, material);
    mesh.frustumCulled = false;
    object.add(mesh);
  }
  return {
    object,
    update: (frame) => {
      updateUniforms(uniforms, frame);
      for (const [i, beam] of beamsOf(layer.seed, frame.beat).entries()) {
        origins.setXYZW(i, ...beam.origin.toArray(), beam.spread);
        directions.setXYZW(i, ...beam.direction.toArray(), beam.length);
        tints.setX(i, beam.strength);
        colours.setX(i, beam.colour);
      }
      for (const attribute of [origins, directions, tints, colours]) attribute.needsUpdate = true;
    },
    dispose: () => {
      geometry.dispose();
      for (const material of materials) material.dispose();
    },
  };
}
