import type * as THREE from "three";
import { Extent } from "../camera/extent";
import { createCamera, createScreenCamera, poseCamera, poseScreenCamera } from "../camera/pinhole";
import { applyDrawnSize, applyLight } from "../cast";
import type { DrawRequest, Region } from "../contract";
import { createLayerView } from "../layers";
import { Composite } from "../layers/composite";
import type { Layer, LayerView } from "../layers/layer";
import { Props } from "../layers/props";
import { trimText } from "../layers/text";
import { Vignette } from "../layers/vignette";
import type { Assets } from "./assets";
import { Bloom } from "./bloom";
import { FrameBuffer } from "./frame-buffer";
import { LruCache } from "./lru-cache";
import type { ShaderErrors } from "./renderer";
import { songTime } from "./song-clock";
import { isActive, valueAt } from "./tracks";

const BUFFERS_KEPT = 4;
const BLOOMS_KEPT = 2;

interface Part {
  layer: Layer;
  view: LayerView;
}

/** Plays draw requests: `load` one, then `draw` its frames in any order. */
export class Player {
  private readonly camera = createCamera();
  private readonly screenCamera = createScreenCamera();
  private readonly buffers = new LruCache<FrameBuffer>(BUFFERS_KEPT, (buffer) => buffer.dispose());
  private readonly blooms = new LruCache<Bloom>(BLOOMS_KEPT, (bloom) => bloom.dispose());
  private readonly props = new Props();
  private readonly composite = new Composite();
  private readonly vignette = new Vignette();
  private request: DrawRequest | null = null;
  private parts: Part[] = [];
  private picture: THREE.WebGLRenderTarget | null = null;
  /** The part of the frame that `picture` covers, and the part of it that was drawn last. */
  private drawn: Region = { x: 0, y: 0, width: 0, height: 0 };
  private window = this.drawn;

  constructor(
    readonly renderer: THREE.WebGLRenderer,
    private readonly errors: ShaderErrors,
  ) {}

  /** Builds the layers of a request; whatever an earlier one shares with it is used again. */
  async load(request: DrawRequest, assets: Assets): Promise<void> {
    this.unload();
    this.request = request;
    this.props.begin();
    const context = { comp: request.comp, assets };
    for (const [index, layer] of request.comp.layers.entries()) {
      const view = await createLayerView(request, index, context, this.props);
      if (view) this.parts.push({ layer, view });
    }
    this.props.trim();
    trimText();
  }

  /** Frees what only the loaded request needed. */
  unload(): void {
    for (const { view } of this.parts) view.dispose();
    this.parts = [];
    this.request = null;
  }

  /** The part of the frame that is asked for. */
  get area(): Region {
    const { comp, region } = this.loaded();
    return region ?? { x: 0, y: 0, width: comp.width, height: comp.height };
  }

  /** Announces the frame after the one that is about to be drawn. */
  prefetch(frame: number): void {
    for (const { view } of this.seen(frame)) view.prefetch?.(frame);
  }

  /**
   * Draws a frame of the comp and says which part of it `read` will read.
   *
   * @param tight only where something can be seen, for comps that are laid over something else; else the whole area
   */
  async draw(frame: number, tight: boolean): Promise<Region> {
    const parts = this.seen(frame);
    await Promise.all(parts.map(({ view }) => view.prepare?.(frame)));
    this.drawNow(frame, parts, tight);
    this.errors.check();
    return this.window;
  }

  /** Reads the drawn part as RGBA, bottom row first; `into` holds width x height x 4 bytes. */
  read(into: Uint8Array): void {
    const { x, y, width, height } = this.window;
    const { drawn, picture } = this;
    const bottom = drawn.y + drawn.height - y - height;
    this.renderer.readRenderTargetPixels(picture!, x - drawn.x, bottom, width, height, into);
    const code = this.renderer.getContext().getError();
    if (code !== 0) throw new Error(`WebGL error 0x${code.toString(16)} while a frame was drawn or read`);
  }

  private drawNow(frame: number, parts: Part[], tight: boolean): void {
    const request = this.loaded();
    const { comp, song } = request;
    const { width, height, look } = comp;
    // Halos reach across a region's edge, so a frame with bloom is drawn whole.
    const area = look.bloom > 0 ? { x: 0, y: 0, width, height } : this.area;
    this.drawn = area;
    const time = songTime(song, comp.fps, request.song_start_frame, frame);
    poseCamera(
      this.camera,
      valueAt(comp.camera.matrix_track, frame),
      valueAt(comp.camera.zoom_px_track, frame),
      width,
      height,
    );
    poseScreenCamera(this.screenCamera, width, height);
    const { renderer } = this;
    for (const { layer, view } of parts) {
      view.update({
        frame,
        ...time,
        song,
        camera: this.camera,
        width,
        height,
        opacity: valueAt(layer.opacity_track, frame),
      });
    }
    this.window = tight ? this.extentOf(parts).within(this.area) : this.area;
    const limits = look.bloom > 0 ? area : this.window;
    const buffer = this.buffer("frame", area, look.msaa_samples);
    const bind = (target: FrameBuffer): void => {
      target.limit(limits.x - area.x, limits.y - area.y, limits.width, limits.height);
      target.bind(area.x, area.y, width, height);
    };

    applyLight(comp.light);
    // The viewport spans the whole frame, also where only a region of it is drawn.
    applyDrawnSize({ drawnHeight_px: height, frameHeight_px: height });
    bind(buffer);
    renderer.setClearColor(0x000000, comp.transparent ? 0 : 1);
    renderer.clear(true, true, true);
    let depthUsed = false;
    for (const { layer, view } of parts) {
      const opacity = valueAt(layer.opacity_track, frame);
      const camera = view.screenSpace ? this.screenCamera : this.camera;
      if (view.flat) {
        renderer.render(view.scene, camera);
        continue;
      }
      if (opacity < 1 || layer.blend !== "normal") {
        const own = this.buffer("layer", area, look.msaa_samples);
        bind(own);
        renderer.setClearColor(0x000000, 0);
        renderer.clear(true, true, true);
        renderer.render(view.scene, camera);
        own.resolve();
        bind(buffer);
        renderer.render(this.composite.with(own.picture.texture, opacity, layer.blend), this.camera);
        continue;
      }
      if (depthUsed) renderer.clear(false, true, true);
      renderer.render(view.scene, camera);
      depthUsed = true;
    }
    if (look.vignette > 0) {
      this.vignette.update(look.vignette, width / height);
      renderer.render(this.vignette.scene, this.camera);
    }
    buffer.resolve();
    this.picture = look.bloom > 0 ? this.withBloom(buffer, look.bloom) : buffer.picture;
  }

  private extentOf(parts: Part[]): Extent {
    const { width, height } = this.loaded().comp;
    const extent = new Extent(width, height);
    for (const { view } of parts) {
      if (view.addExtent) view.addExtent(extent, view.screenSpace ? this.screenCamera : this.camera);
      else extent.addEverything();
    }
    return extent;
  }

  private withBloom(buffer: FrameBuffer, intensity: number): THREE.WebGLRenderTarget {
    const key = `${buffer.width}x${buffer.height}`;
    const bloom = this.blooms.get(key) ?? this.blooms.put(key, new Bloom(this.renderer, buffer.width, buffer.height));
    this.blooms.trim(new Set([key]));
    bloom.apply(buffer.picture, intensity);
    return bloom.output;
  }

  private buffer(use: "frame" | "layer", area: Region, samples: 0 | 4): FrameBuffer {
    const key = `${use} ${area.width}x${area.height} ${samples}`;
    const buffer =
      this.buffers.get(key) ?? this.buffers.put(key, new FrameBuffer(this.renderer, area.width, area.height, samples));
    this.buffers.trim(new Set([key, key.replace("layer", "frame")]));
    return buffer;
  }

  private seen(frame: number): Part[] {
    return this.parts.filter(({ layer }) => isActive(layer, frame) && valueAt(layer.opacity_track, frame) > 0);
  }

  private loaded(): DrawRequest {
    if (!this.request) throw new Error("no request is loaded");
    return this.request;
  }
}
