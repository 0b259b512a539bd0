import type * as THREE from "three";

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
