import { Vector3 } from "three";
import type { Lod, Performer } from "../cast";
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
const SAMPLES = 5;

/** The level of detail that a performer deserves who is seen at `unit_px` pixels per unit in a frame of that height. */
export function lodAt(unit_px: number, frameHeight_px: number): Lod {
  const at720_px = (unit_px * 720) / frameHeight_px;
  return at720_px >= CLOSE_PX ? "close" : at720_px >= MEDIUM_PX ? "medium" : "wide";
}

/** Frames of the comp at which a performer's size is measured. */
export function sampledFrames(comp: Comp): number[] {
  return Array.from({ length: SAMPLES }, (_, sample) => Math.round((sample / (SAMPLES - 1)) * (comp.frames - 1)));
}

/** The level of detail that the largest view of the performer in the comp deserves. */
export function lodOf(layer: PerformerLayer, comp: Comp): Lod {
  let largest_px = 0;
  for (const frame of sampledFrames(comp)) {
    const matrix = valueAt(layer.matrix_track, frame);
    const camera = valueAt(comp.camera.matrix_track, frame);
    const scale = Math.hypot(matrix[4]!, matrix[5]!, matrix[6]!);
    const chest = new Vector3(matrix[12]!, matrix[13]! + CHEST_UNITS * scale, matrix[14]!);
    const distance = chest.distanceTo(new Vector3(camera[12]!, camera[13]!, camera[14]!));
    largest_px = Math.max(largest_px, (scale * valueAt(comp.camera.zoom_px_track, frame)) / Math.max(distance, 0.1));
  }
  return lodAt(largest_px, comp.height);
}

/** A performer and what it takes to know where it is seen. */
export interface CastMember {
  performer: Performer;
  boxes: BoneBoxes;
}

/** What a layer or an item says of a performance. */
export type Part = Pick<PerformerLayer, "motion" | "gaze" | "sings">;

/** Puts a performer in its place, `matrix` (column-major, to the camera's world), and into the pose of a moment. */
export function perform(
  { root, update }: Performer,
  { motion, gaze, sings }: Part,
  matrix: readonly number[],
  { song, time_s, beat, camera }: Pick<Frame, "song" | "time_s" | "beat" | "camera">,
): void {
  root.matrixAutoUpdate = false;
  root.matrix.fromArray(matrix as number[]);
  root.matrixWorldNeedsUpdate = true;
  const mouth = sings ? mouthAt(song.visemes, time_s) : { viseme: null, openness: 0 };
  update({ motion, gaze, time_s, beat, ...mouth, cameraPosition: camera.position });
}

/** A character in motion; the cast member belongs to the props. */
export function performerView(layer: PerformerLayer, { performer, boxes }: CastMember): LayerView {
  const scene = sceneAround(performer.root);
  return {
    scene,
    screenSpace: false,
    flat: false,
    update: (frame: Frame) => perform(performer, layer, valueAt(layer.matrix_track, frame.frame), frame),
    addExtent: (extent, camera) => boxes.addTo(extent, camera),
    dispose: () => scene.clear(),
  };
}
