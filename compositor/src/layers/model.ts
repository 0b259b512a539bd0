import * as THREE from "three";
import type { ModelLayer } from "../contract";
import { MissingAsset } from "../engine/assets";
import { valueAt } from "../engine/tracks";
import type { ModelFile } from "../gltf";
import type { Frame, LayerContext, LayerView } from "./layer";
import { sceneAround } from "./scene-around";

/** A model of the bundle; `file` belongs to the props. */
export async function createModel(layer: ModelLayer, file: ModelFile, context: LayerContext): Promise<LayerView> {
  const { ClipPlayer, lampsOf, PosedBoxes } = await import("../gltf");
  const model = file.instance();
  const place = new THREE.Group();
  place.matrixAutoUpdate = false;
  place.add(model);
  const clip = clipOf(layer, file);
  const player = clip ? new ClipPlayer(model, clip) : null;
  const morphs = Object.entries(layer.morph_tracks).map(([name, track]) => ({
    targets: morphTargets(layer, model, name),
    track,
  }));
  const boxes = new PosedBoxes(model);
  const scene = sceneAround(place);
  if (layer.shading === "standard") scene.add(lampsOf(context.comp.light));
  return {
    scene,
    screenSpace: false,
    flat: false,
    update: ({ frame }: Frame) => {
      const time_s = layer.time_track ? valueAt(layer.time_track, frame) : frame / context.comp.fps;
      player?.show(time_s, layer.repeat);
      for (const { targets, track } of morphs)
        for (const { weights, index } of targets) weights[index] = valueAt(track, frame);
      place.matrix.fromArray(valueAt(layer.matrix_track, frame));
      scene.updateMatrixWorld(true);
    },
    addExtent: (extent, camera) => boxes.addTo(extent, camera),
    dispose: () => {
      model.traverse((object) => {
        if (object instanceof THREE.SkinnedMesh) object.skeleton.dispose();
      });
      scene.clear();
    },
  };
}

function clipOf(layer: ModelLayer, file: ModelFile): THREE.AnimationClip | null {
  if (layer.clip === null) return null;
  const clip = file.clips.find(({ name }) => name === layer.clip);
  if (clip) return clip;
  const names = file.clips.map(({ name }) => name);
  throw new MissingAsset(`${layer.asset} has no clip ${layer.clip} (layer ${layer.id}); ${listed("clips", names)}`);
}

interface MorphTarget {
  weights: number[];
  index: number;
}

function morphTargets(layer: ModelLayer, model: THREE.Object3D, name: string): MorphTarget[] {
  const targets: MorphTarget[] = [];
  const names = new Set<string>();
  model.traverse((object) => {
    if (!(object instanceof THREE.Mesh) || !object.morphTargetDictionary || !object.morphTargetInfluences) return;
    for (const known of Object.keys(object.morphTargetDictionary)) names.add(known);
    const index = object.morphTargetDictionary[name];
    if (index !== undefined) targets.push({ weights: object.morphTargetInfluences, index });
  });
  if (targets.length > 0) return targets;
  throw new MissingAsset(
    `${layer.asset} has no morph target ${name} (layer ${layer.id}); ${listed("morph targets", [...names])}`,
  );
}

const listed = (what: string, names: string[]): string =>
  names.length > 0 ? `its ${what} are ${names.join(", ")}` : `it has no ${what}`;
