import type * as THREE from "three";
import type { SetLayer } from "../contract";
import { createBackdrop } from "./backdrop";
import { createBeams } from "./beams";
import { createConfetti } from "./confetti";
import { createCrowd } from "./crowd";
import { createScreens } from "./screens";
import { createStage } from "./stage";

/** What a piece of the stage needs to know of the frame that is drawn. */
export interface SetFrame {
  /** Seconds on the video's timeline. */
  time_s: number;
  /** Beats since the song's first one, fractional. */
  beat: number;
  /** The layer's intensity, 1 = as designed. */
  intensity: number;
  /** Frame of the comp. */
  frame: number;
  camera: THREE.Camera;
}

/** A piece of the stage. `update` must make it a pure function of the frame: frames are drawn in any order. */
export interface SetPiece {
  object: THREE.Object3D;
  update(frame: SetFrame): void;
  dispose(): void;
}

const BUILDERS: Record<SetLayer["name"], (layer: SetLayer) => SetPiece> = {
  backdrop: createBackdrop,
  beams: createBeams,
  confetti: createConfetti,
  crowd: createCrowd,
  screens: createScreens,
  stage: createStage,
};

/** Builds the piece that the layer names; throws where there is none of that name. */
export function createSet(layer: SetLayer): SetPiece {
  const builder = BUILDERS[layer.name];
  if (!builder) throw new Error(`layer ${layer.id}: there is no set called "${layer.name}"`);
  return builder(layer);
}
