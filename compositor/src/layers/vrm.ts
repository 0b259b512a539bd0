import type { PerformerFrame } from "../cast";
import type { PerformerLayer } from "../contract";
import { mouthAt } from "../engine/song-clock";
import { valueAt } from "../engine/tracks";
import type { Avatar } from "../gltf/avatar";
import { BoneBoxes } from "./bone-boxes";
import type { Frame, LayerContext, LayerView } from "./layer";
import { sceneAround } from "./scene-around";

/** MToon draws outlines of a few millimetres. */
const OUTLINE_M = 0.02;

/** What an avatar does at a frame of its layer. */
export function momentOf(layer: PerformerLayer, frame: Frame): PerformerFrame {
  const mouth = layer.sings ? mouthAt(frame.song.visemes, frame.time_s) : { viseme: null, openness: 0 };
  const { motion, gaze } = layer;
  return { motion, gaze, time_s: frame.time_s, beat: frame.beat, ...mouth, cameraPosition: frame.camera.position };
}

/** A VRM avatar in motion; `avatar` belongs to the props. */
export async function createAvatarView(
  layer: PerformerLayer,
  avatar: Avatar,
  context: LayerContext,
): Promise<LayerView> {
  const { avatarLamp, PosedBoxes } = await import("../gltf");
  const scene = sceneAround(avatar.root);
  scene.add(avatarLamp(context.comp.light));
  const body = new PosedBoxes(avatar.body, OUTLINE_M);
  const microphone = new BoneBoxes(avatar.microphone);
  return {
    scene,
    screenSpace: false,
    flat: false,
    update: (frame: Frame) => {
      avatar.root.matrix.fromArray(valueAt(layer.matrix_track, frame.frame));
      avatar.update(momentOf(layer, frame), layer.seed);
      scene.updateMatrixWorld(true);
    },
    addExtent: (extent, camera) => {
      body.addTo(extent, camera);
      microphone.addTo(extent, camera);
    },
    dispose: () => scene.clear(),
  };
}
