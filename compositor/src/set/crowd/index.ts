import * as THREE from "three";
import type { SetLayer } from "../../contract";
import { cards, lightBlending, premultipliedBlending, setMaterial, setUniforms, updateUniforms } from "../look";
import type { SetPiece } from "../set-piece";
import personFragment from "../shaders/person.frag.glsl";
import personVertex from "../shaders/person.vert.glsl";
import standFragment from "../shaders/stand.frag.glsl";
import standVertex from "../shaders/stand.vert.glsl";
import { peopleOf, standsOf } from "./people";

const SILHOUETTE = { side: THREE.DoubleSide, depthTest: false } as const;

/** Silhouettes with light sticks on the floor of the hall, and the lights of the stands around it. */
export function createCrowd(layer: SetLayer): SetPiece {
  const people = peopleOf(layer.seed);
  const geometry = cards(people.length, 0);
  const feet = new THREE.InstancedBufferAttribute(new Float32Array(people.length * 3), 3);
  const persons = new THREE.InstancedBufferAttribute(new Float32Array(people.length * 2), 2);
  geometry.setAttribute("aFeet", feet);
  geometry.setAttribute("aPerson", persons);

  const stands = new THREE.BufferGeometry();
  const seats = standsOf(layer.seed);
  stands.setAttribute("aSeat", new THREE.BufferAttribute(seats, 4));
  stands.setDrawRange(0, seats.length / 4);

  const uniforms = { ...setUniforms(layer), uFocal: { value: 1 } };
  const person = setMaterial(uniforms, personVertex, personFragment, SILHOUETTE);
  premultipliedBlending(person);
  const stand = setMaterial(uniforms, standVertex, standFragment, SILHOUETTE);
  lightBlending(stand);

  const object = new THREE.Group();
  const lights = new THREE.Points(stands, stand);
  const crowd = new THREE.Mesh(geometry, person);
  for (const [order, part] of [lights, crowd].entries()) {
    part.frustumCulled = false;
    part.renderOrder = order;
    object.add(part);
  }
  const distance = new Float32Array(people.length);
  const order = Uint16Array.from(people.keys());
  return {
    object,
    update: (frame) => {
      updateUniforms(uniforms, frame);
      // Vertical cotangent of half the field of view: turns units into sizes on screen.
      uniforms.uFocal.value = frame.camera.projectionMatrix.elements[5]!;
      // Silhouettes have soft edges and no depth of their own: paint them from the back to the front.
      const eye = new THREE.Vector3().setFromMatrixPosition(frame.camera.matrixWorld);
      for (const [i, p] of people.entries()) distance[i] = (p.x - eye.x) ** 2 + (p.z - eye.z) ** 2;
      order.sort((a, b) => distance[b]! - distance[a]! || a - b);
      for (const [slot, i] of order.entries()) {
        const { x, y, z, temper, tall } = people[i]!;
        feet.setXYZ(slot, x, y, z);
        persons.setXY(slot, temper, tall);
      }
      feet.needsUpdate = true;
      persons.needsUpdate = true;
    },
    dispose: () => {
      for (const part of [geometry, stands, person, stand]) part.dispose();
    },
  };
}
