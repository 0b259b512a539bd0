import * as THREE from "three";
import type { SetLayer } from "../contract";
import { valueAt } from "../engine/tracks";
import type { SetPiece } from "../set";
import type { Frame, LayerView } from "./layer";
import { sceneAround } from "./scene-around";

/** A piece of the stage; `piece` belongs to the props. */
export function setView(layer: SetLayer, piece: SetPiece): LayerView {
  // The layer's matrix moves a group around the piece, because the piece moves its own object.
  const group = new THREE.Group();
  group.matrixAutoUpdate = false;
  group.add(piece.object);
  return {
    scene: sceneAround(group),
    screenSpace: false,
    flat: false,
    update: (frame: Frame) => {
      group.matrix.fromArray(valueAt(layer.matrix_track, frame.frame));
      group.updateMatrixWorld(true);
      piece.update({
        time_s: frame.time_s,
        beat: frame.beat,
        intensity: valueAt(layer.intensity_track, frame.frame),
        frame: frame.frame,
        camera: frame.camera,
      });
    },
    dispose: () => group.clear(),
  };
}
