import type { Film } from "./film";
import type { FilmPlayer, View } from "./film-player";

/** What was drawn, for the status line. */
export interface Shown extends View {
  took_ms: number;
}

/** The canvas. Shows the newest view that was asked for; views that became old before their turn are left out. */
export class Screen {
  onShown: (shown: Shown) => void = () => undefined;
  onError: (message: string) => void = () => undefined;
  private readonly pen: CanvasRenderingContext2D;
  private readonly pixels: ImageData;
  private wanted: View | null = null;
  private busy = false;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    film: Film,
    private readonly player: FilmPlayer,
  ) {
    canvas.width = film.video.width;
    canvas.height = film.video.height;
    this.pen = canvas.getContext("2d", { alpha: false })!;
    this.pixels = this.pen.createImageData(canvas.width, canvas.height);
  }

  show(view: View): void {
    this.wanted = view;
    if (!this.busy) void this.work();
  }

  /** Runs `work` while nothing else uses the engine. */
  async between(work: () => Promise<void>): Promise<void> {
    while (this.busy) await new Promise((resolve) => setTimeout(resolve, 30));
    this.busy = true;
    await work().finally(() => {
      this.busy = false;
      if (this.wanted) void this.work();
    });
  }

  private async work(): Promise<void> {
    this.busy = true;
    while (this.wanted) {
      const view = this.wanted;
      this.wanted = null;
      const started_ms = performance.now();
      try {
        await this.player.draw(view, this.pixels);
        this.pen.putImageData(this.pixels, 0, 0);
        this.canvas.dataset.shown = JSON.stringify([view.frame, view.fan.label, view.name]);
        this.onShown({ ...view, took_ms: performance.now() - started_ms });
      } catch (error) {
        this.onError(error instanceof Error ? error.message : String(error));
      }
      await new Promise(requestAnimationFrame);
    }
    this.busy = false;
  }
}
