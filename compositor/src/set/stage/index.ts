import * as THREE from "three";
import type { SetLayer } from "../../contract";
import { spotsOf } from "../beams/rig";
import { setMaterial, setUniforms, updateUniforms } from "../look";
import type { SetPiece } from "../set-piece";
import fragment from "../shaders/stage.frag.glsl";
import vertex from "../shaders/stage.vert.glsl";
import wall from "../shaders/wall.glsl";
import { addDeck, addSteps, addTiers } from "./riser";
import { Solids } from "./solids";
import { addScreenFrames, addTruss } from "./truss";

const SPOTS = 8;

/** Riser, deck, runway, stairs, towers and girders. Give `beams` the same seed, and its light falls on this floor. */
export function createStage(layer: SetLayer): SetPiece {
  const solids = new Solids();
  for (const add of [addTiers, addDeck, addSteps, addTruss, addScreenFrames]) add(solids);
  const geometry = solids.build();
  const uniforms = {
    ...setUniforms(layer),
    uSpots: { value: Array.from({ length: SPOTS }, () => new THREE.Vector4()) },
    uSpotColours: { value: Array.from({ length: SPOTS }, () => new THREE.Vector3()) },
  };
  const material = setMaterial(uniforms, vertex, `${wall}\n${fragment}`);
  const object = new THREE.Mesh(geometry, material);
  object.frustumCulled = false;
  return {
    object,
    update: (frame) => {
      updateUniforms(uniforms, frame);
      const spots = spotsOf(layer.seed, frame.beat);
      for (let i = 0; i < SPOTS; i++) {
        const spot = spots[i];
        uniforms.uSpots.value[i]!.set(
          spot?.x ?? 0,
          spot?.z ?? 0,
          spot?.radius ?? 1,
          (spot?.strength ?? 0) * frame.intensity,
        );
        uniforms.uSpotColours.value[i]!.copy(uniforms.uColours.value[spot?.colour ?? 0]!);
      }
    },
    dispose: () => {
      geometry.dispose();
      material.dispose();
    },
  };
}
