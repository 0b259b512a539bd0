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
import { momentsOf, Shutter } from "./shutter";
import { songTime } from "./song-clock";
import { isActive, valueAt } from "./tracks";

const BUFFERS_KEPT = 4;
const BLOOMS_KEPT = 2;
const SHUTTERS_KEPT = 1;

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
  private readonly shutters = new LruCache<Shutter>(SHUTTERS_KEPT, (shutter) => shutter.dispose());
  private readonly props = new Props();
  private readonly composite = new Composite();
  private readonly vignette = new Vignette();
  private request: DrawRequest | null = null;
  private parts: Part[] = [];
  private picture: THREE.WebGLRenderTarget | null = null;
  /** The part of the frame that `picture` covers, and the part of it that was drawn last. */
  private drawn: Region = { x: 0, y: 0, width: 0, height: 0 };
  private window = this.drawn;
  /** The part that is asked for, or that anything is seen in. */
  area = this.drawn;
  private tight = false;

  constructor(
    readonly renderer: THREE.WebGLRenderer,
    private readonly errors: ShaderErrors,
  ) {}

  /**
   * Builds the layers of a request; whatever an earlier one shares with it is used again.
   *
   * @param tight draw only where something can be seen, for comps that are laid over something else
   */
  async load(request: DrawRequest, assets: Assets, tight: boolean): Promise<void> {
    this.unload();
    this.request = request;
    this.props.begin();
    const { comp, region } = request;
    const context = { comp, assets, renderer: this.renderer };
    for (const [index, layer] of comp.layers.entries()) {
      const view = await createLayerView(request, index, context, this.props);
      if (view) this.parts.push({ layer, view });
    }
    this.props.trim();
    trimText();
    this.tight = tight;
    this.area = region ?? { x: 0, y: 0, width: comp.width, height: comp.height };
    if (tight) {
      // Of all frames of the comp, so that a frame's pixels do not depend on which others are asked for.
      const all = Array.from({ length: comp.frames }, (_, frame) => frame);
      this.area = this.extentOf(all).within(this.area);
    }
    this.window = this.area;
  }

  /** Frees what only the loaded request needed. */
  unload(): void {
    for (const { view } of this.parts) view.dispose();
    this.parts = [];
    this.request = null;
  }

  /** Announces the frame after the one that is about to be drawn. */
  prefetch(frame: number): void {
    for (const { view } of this.seen(frame)) view.prefetch?.(frame);
  }

  /** Draws a frame of the comp and says which part of it `read` will read. */
  async draw(frame: number): Promise<Region> {
    const parts = this.seen(frame);
    await Promise.all(parts.map(({ view }) => view.prepare?.(frame)));
    this.drawNow(frame, parts);
    this.errors.check();
    return this.window;
  }

  /** Reads the drawn part as RGBA, bottom row first; `into` holds width x height x 4 bytes. */
  read(into: Uint8Array): void {
    const { width, height } = this.window;
    this.renderer.readRenderTargetPixels(this.picture!, ...this.corner, width, height, into);
    const code = this.renderer.getContext().getError();
    if (code !== 0) throw new Error(`WebGL error 0x${code.toString(16)} while a frame was drawn or read`);
  }

  /** Waits until the drawn frame is there, by reading one of its pixels. */
  finish(): void {
    this.renderer.readRenderTargetPixels(this.picture!, 0, 0, 1, 1, new Uint8Array(4));
  }

  /** The drawn part as a texture, bottom row first; valid until the next `draw`. */
  get texture(): THREE.Texture {
    return this.picture!.texture;
  }

  /** Where the part that `draw` named begins in `texture`: pixels from its bottom left corner. */
  get corner(): [number, number] {
    const { x, y, height } = this.window;
    return [x - this.drawn.x, this.drawn.y + this.drawn.height - y - height];
  }

  private drawNow(frame: number, parts: Part[]): void {
    const { comp } = this.loaded();
    const { width, height, look } = comp;
    // Halos and blur reach across a region's edge, so a frame with either is drawn whole.
    const whole = look.bloom > 0 || parts.some(({ view }) => view.takeBelow);
    this.drawn = whole ? { x: 0, y: 0, width, height } : this.area;
    if (this.tight) this.window = this.extentOf([frame]).within(this.area);
    applyLight(comp.light);
    // The viewport spans the whole frame, also where only a region of it is drawn.
    applyDrawnSize({ drawnHeight_px: height, frameHeight_px: height });
    const moments = momentsOf(frame, comp);
    if (moments.length === 1) {
      if (!this.tight) this.pose(frame, parts);
      this.picture = this.drawMoment(frame, parts);
      return;
    }
    const shutter = this.shutter();
    shutter.open();
    for (const moment of moments) {
      this.pose(moment, parts);
      shutter.add(this.drawMoment(moment, parts).texture, 1 / moments.length);
    }
    this.picture = shutter.close();
  }

  /** Draws what the layers are posed for. */
  private drawMoment(moment: number, parts: Part[]): THREE.WebGLRenderTarget {
    const { comp } = this.loaded();
    const { width, height, look } = comp;
    const whole = look.bloom > 0;
    const limits = whole ? this.drawn : this.window;
    const buffer = this.begin("frame", limits, comp.transparent ? 0 : 1);
    this.drawParts(moment, parts, buffer, limits);
    if (look.vignette > 0) {
      this.vignette.update(look.vignette, width / height);
      this.renderer.render(this.vignette.scene, this.camera);
    }
    buffer.resolve();
    return look.bloom > 0 ? this.withBloom(buffer, look.bloom) : buffer.picture;
  }

  private drawParts(moment: number, parts: Part[], buffer: FrameBuffer, limits: Region): void {
    let depthUsed = false;
    for (const { layer, view } of parts) {
      const opacity = valueAt(layer.opacity_track, moment);
      const camera = view.screenSpace ? this.screenCamera : this.camera;
      if (view.takeBelow) {
        buffer.resolve();
        view.takeBelow(buffer.picture.texture);
        this.bind(buffer);
        // Resolving leaves nothing behind in a multisampled buffer.
        this.renderer.clear(true, true, true);
        depthUsed = false;
      }
      if (view.flat) {
        this.renderer.render(view.scene, camera);
      } else if (opacity < 1 || layer.blend !== "normal") {
        this.drawApart(view, camera, opacity, layer.blend, buffer, limits);
      } else {
        if (depthUsed) this.renderer.clear(false, true, true);
        this.renderer.render(view.scene, camera);
        depthUsed = true;
      }
    }
  }

  /** Draws a solid layer by itself and lays the picture over `buffer`: what is half faded must not show its inside. */
  private drawApart(
    view: LayerView,
    camera: THREE.Camera,
    opacity: number,
    blend: Layer["blend"],
    buffer: FrameBuffer,
    limits: Region,
  ): void {
    const own = this.begin("layer", limits, 0);
    this.renderer.render(view.scene, camera);
    own.resolve();
    this.bind(buffer);
    this.renderer.render(this.composite.with(own.picture.texture, opacity, blend), this.camera);
  }

  /** A cleared buffer, bound, that takes only what falls into `limits`. */
  private begin(use: "frame" | "layer", limits: Region, clearAlpha: number): FrameBuffer {
    const buffer = this.buffer(use, this.drawn, this.loaded().comp.look.msaa_samples);
    buffer.limit(limits.x - this.drawn.x, limits.y - this.drawn.y, limits.width, limits.height);
    this.bind(buffer);
    this.renderer.setClearColor(0x000000, clearAlpha);
    this.renderer.clear(true, true, true);
    return buffer;
  }

  private bind(buffer: FrameBuffer): void {
    const { width, height } = this.loaded().comp;
    buffer.bind(this.drawn.x, this.drawn.y, width, height);
  }

  /** Sets camera and layers to a frame. */
  private pose(frame: number, parts: Part[]): void {
    const { comp, song, song_start_frame } = this.loaded();
    const { width, height } = comp;
    const time = songTime(song, comp.fps, song_start_frame, frame);
    const zoom_px = valueAt(comp.camera.zoom_px_track, frame);
    poseCamera(this.camera, valueAt(comp.camera.matrix_track, frame), zoom_px, width, height);
    poseScreenCamera(this.screenCamera, width, height);
    for (const { layer, view } of parts) {
      const opacity = valueAt(layer.opacity_track, frame);
      view.update({ frame, ...time, song, camera: this.camera, width, height, opacity });
    }
  }

  /** Where anything can be seen at any of `frames`; leaves camera and layers at the last one. */
  private extentOf(frames: readonly number[]): Extent {
    const { width, height } = this.loaded().comp;
    const extent = new Extent(width, height);
    for (const frame of frames) {
      const parts = this.seen(frame);
      for (const moment of momentsOf(frame, this.loaded().comp)) {
        this.pose(moment, parts);
        for (const { view } of parts) {
          if (view.addExtent) view.addExtent(extent, view.screenSpace ? this.screenCamera : this.camera);
          else extent.addEverything();
        }
      }
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

  private shutter(): Shutter {
    const { width, height } = this.drawn;
    const key = `${width}x${height}`;
    const shutter = this.shutters.get(key) ?? this.shutters.put(key, new Shutter(this.renderer, width, height));
    this.shutters.trim(new Set([key]));
    return shutter;
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
