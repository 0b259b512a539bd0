import { Vector3 } from "three";
import type { Performer } from "../cast";
import type { Comp, PerformerLayer } from "../contract";
import { mouthAt } from "../engine/song-clock";
import { valueAt } from "../engine/tracks";
import type { BoneBoxes } from "./bone-boxes";
import type { Frame, LayerView } from "./layer";
import { sceneAround } from "./scene-around";

/** Head heights in pixels of a 720p frame, from which a performer counts as `close` or `medium`. */
const CLOSE_PX = 130;
const MEDIUM_PX = 60;
/** Where a performer's size is measured: the chest, in units above its feet. */
const CHEST_UNITS = 4.2;
/** Moments of the comp at which the size is measured. */
const SAMPLES = 5;

/** The level of detail that the largest view of the performer in the comp deserves. */
export function lodOf(layer: PerformerLayer, comp: Comp): "close" | "medium" | "wide" {
  let largest_px = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const frame = Math.round((sample / (SAMPLES - 1)) * (comp.frames - 1));
    const matrix = valueAt(layer.matrix_track, frame);
    const camera = valueAt(comp.camera.matrix_track, frame);
    const scale = Math.hypot(matrix[4]!, matrix[5]!, matrix[6]!);
    const chest = new Vector3(matrix[12]!, matrix[13]! + CHEST_UNITS * scale, matrix[14]!);
    const distance = chest.distanceTo(new Vector3(camera[12]!, camera[13]!, camera[14]!));
    largest_px = Math.max(largest_px, (scale * valueAt(comp.camera.zoom_px_track, frame)) / Math.max(distance, 0.1));
  }
  const at720_px = (largest_px * 720) / comp.height;
  return at720_px >= CLOSE_PX ? "close" : at720_px >= MEDIUM_PX ? "medium" : "wide";
}

/** A performer and what it takes to know where it is seen. */
export interface CastMember {
  performer: Performer;
  boxes: BoneBoxes;
}

/** A character in motion; the cast member belongs to the props. */
export function performerView(layer: PerformerLayer, { performer, boxes }: CastMember): LayerView {
  const scene = sceneAround(performer.root);
  performer.root.matrixAutoUpdate = false;
  return {
    scene,
    screenSpace: false,
    flat: false,
    update: (frame: Frame) => {
      performer.root.matrix.fromArray(valueAt(layer.matrix_track, frame.frame));
      performer.root.matrixWorldNeedsUpdate = true;
      const mouth = layer.sings ? mouthAt(frame.song.visemes, frame.time_s) : { viseme: null, openness: 0 };
      performer.update({
        motion: layer.motion,
        gaze: layer.gaze,
        time_s: frame.time_s,
        beat: frame.beat,
        ...mouth,
        cameraPosition: frame.camera.position,
      });
    },
    addExtent: (extent, camera) => boxes.addTo(extent, camera),
    dispose: () => scene.clear(),
  };
}
