import * as THREE from "three";
import type { SetLayer } from "../contract";
import { valueAt } from "../engine/tracks";
import type { SetPiece } from "../set";
import type { Frame, LayerView } from "./layer";

/** A piece of the stage; `piece` belongs to the props. */
export function setView(layer: SetLayer, piece: SetPiece): LayerView {
  const { scene, group } = sceneAround(piece.object);
  return {
    scene,
    screenSpace: false,
    flat: false,
    update: (frame: Frame) => {
      place(group, valueAt(layer.matrix_track, frame.frame));
      piece.update({
        time_s: frame.time_s,
        beat: frame.beat,
        intensity: valueAt(layer.intensity_track, frame.frame),
        frame: frame.frame,
        camera: frame.camera,
      });
    },
    dispose: () => scene.clear(),
  };
}

/** A scene with one group that a layer's matrix moves. */
export function sceneAround(object: THREE.Object3D): { scene: THREE.Scene; group: THREE.Group } {
  const scene = new THREE.Scene();
  const group = new THREE.Group();
  group.matrixAutoUpdate = false;
  group.add(object);
  scene.add(group);
  return { scene, group };
}

export function place(group: THREE.Group, matrix: readonly number[]): void {
  group.matrix.fromArray(matrix as number[]);
  group.matrixWorldNeedsUpdate = true;
}
