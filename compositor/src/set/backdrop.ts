import * as THREE from "three";
import type { SetLayer } from "../contract";
import { cards, lightBlending, setMaterial, setUniforms, updateUniforms } from "./look";
import { seededRandom } from "./random";
import type { SetPiece } from "./set-piece";
import bokehFragment from "./shaders/bokeh.frag.glsl";
import bokehVertex from "./shaders/bokeh.vert.glsl";
import skyFragment from "./shaders/sky.frag.glsl";
import skyVertex from "./shaders/sky.vert.glsl";

const SKY_RADIUS = 200;
const BOKEH = 70;
const FAR_AWAY = { side: THREE.DoubleSide, depthTest: false, depthWrite: false } as const;

/** The dark hall with its haze, lit magenta from the left and cyan from the right, and discs of light out of focus. */
export function createBackdrop(layer: SetLayer): SetPiece {
  const uniforms = setUniforms(layer);
  const dome = new THREE.SphereGeometry(SKY_RADIUS, 32, 24);
  const sky = setMaterial(uniforms, skyVertex, skyFragment, FAR_AWAY);

  const random = seededRandom(layer.seed);
  const discs = cards(BOKEH, -1);
  const places = Float32Array.from({ length: BOKEH * 4 }, random);
  discs.setAttribute("aPlace", new THREE.InstancedBufferAttribute(places, 4));
  const bokeh = setMaterial(uniforms, bokehVertex, bokehFragment, FAR_AWAY);
  lightBlending(bokeh);

  const object = new THREE.Group();
  for (const [order, part] of [new THREE.Mesh(dome, sky), new THREE.Mesh(discs, bokeh)].entries()) {
    part.frustumCulled = false;
    part.renderOrder = order;
    object.add(part);
  }
  return {
    object,
    update: (frame) => updateUniforms(uniforms, frame),
    dispose: () => {
      for (const part of [dome, discs, sky, bokeh]) part.dispose();
    },
  };
}
