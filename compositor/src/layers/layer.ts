import type * as THREE from "three";
import type { Extent } from "../camera/extent";
import type { Comp, SongClock } from "../contract";
import type { Assets } from "../engine/assets";

export type Layer = Comp["layers"][number];

/** The frame that is about to be drawn, for layers. */
export interface Frame {
  frame: number;
  time_s: number;
  beat: number;
  song: SongClock;
  camera: THREE.PerspectiveCamera;
  width: number;
  height: number;
  /** The layer's opacity; flat views apply it, others are faded by the player. */
  opacity: number;
}

/** A layer as the engine draws it: `scene` with the comp's camera or, in screen space, with the frame's own. */
export interface LayerView {
  readonly scene: THREE.Scene;
  readonly screenSpace: boolean;
  /** True: quads that blend and fade by themselves. False: solid things that need depth, blended as a whole. */
  readonly flat: boolean;
  /** Fetches what the frame needs from outside, e.g. a plate's picture. */
  prepare?(frame: number): Promise<void>;
  /** Announces that `frame` will be prepared next. */
  prefetch?(frame: number): void;
  update(frame: Frame): void;
  /** Hears what lies below, where `scene` takes its place; such a comp is always drawn whole. */
  takeBelow?(picture: THREE.Texture): void;
  /** Adds where the layer can be seen, after `update`; a view without it can be seen everywhere. */
  addExtent?(extent: Extent, camera: THREE.Camera): void;
  /** Frees what no cache owns. */
  dispose(): void;
}

/** What builders of layer views share. */
export interface LayerContext {
  comp: Comp;
  assets: Assets;
  renderer: THREE.WebGLRenderer;
}
