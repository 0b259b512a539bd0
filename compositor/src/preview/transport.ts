import type { Film, FilmShot } from "./film";

/** Where in the film we are, and whether time runs. Frames are counted, never estimated from a video's clock. */
export class Transport {
  onFrame: (frame: number) => void = () => undefined;
  onState: () => void = () => undefined;
  playing = false;
  loopsShot = false;
  frame = 0;
  private started = { at_ms: 0, frame: 0 };

  constructor(private readonly film: Film) {}

  get shot(): FilmShot {
    const { shots } = this.film;
    return shots.find(({ start_frame, frames }) => this.frame < start_frame + frames) ?? shots.at(-1)!;
  }

  /** Goes to a frame; the ends of the film hold. */
  seek(frame: number): void {
    this.frame = Math.max(0, Math.min(this.film.video.frames - 1, Math.round(frame)));
    this.started = { at_ms: performance.now(), frame: this.frame };
    this.onFrame(this.frame);
  }

  /** Stops and goes `frames` forwards or backwards. */
  step(frames: number): void {
    this.pause();
    this.seek(this.frame + frames);
  }

  /** Goes `shots` shots forwards or backwards, to the first frame. */
  stepShot(shots: number): void {
    const { shots: all } = this.film;
    const index = all.indexOf(this.shot) + shots;
    this.seek(all[Math.max(0, Math.min(all.length - 1, index))]!.start_frame);
  }

  toggle(): void {
    if (this.playing) {
      this.pause();
      return;
    }
    this.playing = true;
    this.seek(this.frame === this.film.video.frames - 1 ? 0 : this.frame);
    this.onState();
    requestAnimationFrame(this.tick);
  }

  toggleLoop(): void {
    this.loopsShot = !this.loopsShot;
    this.onState();
  }

  pause(): void {
    this.playing = false;
    this.onState();
  }

  private readonly tick = (): void => {
    if (!this.playing) return;
    const passed_s = (performance.now() - this.started.at_ms) / 1000;
    const frame = this.started.frame + Math.floor(passed_s * this.film.video.fps);
    const { start_frame, frames } = this.shot;
    if (this.loopsShot && frame >= start_frame + frames) {
      this.seek(start_frame);
    } else if (frame >= this.film.video.frames) {
      this.seek(this.film.video.frames - 1);
      this.pause();
    } else if (frame !== this.frame) {
      this.frame = frame;
      this.onFrame(frame);
    }
    requestAnimationFrame(this.tick);
  };
}
