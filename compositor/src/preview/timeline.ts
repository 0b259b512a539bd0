import type { Film } from "./film";
import type { Transport } from "./transport";

/** The film as a row of shots, to be clicked and dragged along. */
export class Timeline {
  private readonly head = document.createElement("div");
  private readonly blocks: HTMLButtonElement[] = [];

  constructor(
    private readonly root: HTMLElement,
    private readonly film: Film,
    private readonly transport: Transport,
  ) {
    const { frames } = film.video;
    const share = (count: number): string => `${(count / frames) * 100}%`;
    for (const shot of film.shots) {
      const block = document.createElement("button");
      block.className = `shot ${shot.kind}`;
      block.textContent = shot.id;
      block.title = `${shot.id}: ${shot.frames} frames from ${shot.start_frame}, ${shot.kind}`;
      block.style.left = share(shot.start_frame);
      block.style.width = share(shot.frames);
      block.tabIndex = -1;
      root.append(block);
      this.blocks.push(block);
    }
    const cue = document.createElement("div");
    cue.className = "cue";
    cue.title = `The fan's line: ${film.cue.lyric}`;
    cue.style.left = share(film.cue.start_frame);
    cue.style.width = share(film.cue.frames);
    this.head.className = "head";
    root.append(cue, this.head);
    root.addEventListener("pointerdown", (event) => {
      root.setPointerCapture(event.pointerId);
      transport.pause();
      this.scrub(event);
    });
    root.addEventListener("pointermove", (event) => {
      if (root.hasPointerCapture(event.pointerId)) this.scrub(event);
    });
  }

  /** Puts the head where the transport is. */
  update(): void {
    const { frames } = this.film.video;
    this.head.style.left = `${((this.transport.frame + 0.5) / frames) * 100}%`;
    const current = this.film.shots.indexOf(this.transport.shot);
    for (const [index, block] of this.blocks.entries()) block.classList.toggle("current", index === current);
  }

  private scrub(event: PointerEvent): void {
    const { left, width } = this.root.getBoundingClientRect();
    this.transport.seek(Math.floor(((event.clientX - left) / width) * this.film.video.frames));
  }
}
