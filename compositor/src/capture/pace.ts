/** Encoded frames that the host may not have used yet. Frames are counted, not bytes: a socket holds many small ones. */
const MAX_UNUSED = 8;

/** Lets a clip run ahead of the host by a few frames only. */
export class Pace {
  private job = 0;
  private ahead = 0;
  private wake: () => void = () => undefined;

  begin(job: number): void {
    this.job = job;
    this.ahead = 0;
  }

  /** A frame is on its way. */
  sent(): void {
    this.ahead++;
  }

  /** The host has used `frames` more. */
  used(job: number, frames: number): void {
    if (job !== this.job) return;
    this.ahead -= frames;
    this.wake();
  }

  /** Nobody waits any longer for a job that was cancelled. */
  release(job: number): void {
    if (job === this.job) this.used(job, this.ahead);
  }

  /** Waits until another frame may be made. */
  async room(): Promise<void> {
    while (this.ahead >= MAX_UNUSED) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}
