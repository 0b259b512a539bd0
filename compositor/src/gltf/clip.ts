import * as THREE from "three";

/** Plays one clip on one model; any moment, in any order. */
export class ClipPlayer {
  private readonly mixer: THREE.AnimationMixer;
  private readonly action: THREE.AnimationAction;

  constructor(
    root: THREE.Object3D,
    private readonly clip: THREE.AnimationClip,
  ) {
    this.mixer = new THREE.AnimationMixer(root);
    this.action = this.mixer.clipAction(clip).play();
  }

  /** Poses the model as at `time_s` of the clip, which starts over or stays at its end. */
  show(time_s: number, repeat: boolean): void {
    const { duration } = this.clip;
    this.action.time = repeat ? wrapped(time_s, duration) : Math.min(Math.max(time_s, 0), duration);
    // Nothing passes here: time is only ever what was asked for.
    this.mixer.update(0);
  }
}

/** `time_s` within a clip of `duration` seconds. */
export function wrapped(time_s: number, duration: number): number {
  return duration > 0 ? time_s - Math.floor(time_s / duration) * duration : 0;
}
