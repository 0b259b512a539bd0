import type { Region } from "../contract";
import { type Assets, loadFonts, loadImage, openFile, type PlatePicture } from "../engine/assets";
import type { Player } from "../engine/player";
import { ClipEncoder } from "./clip-encoder";
import { type Connection, type DrawJob, FRAME_HEADER_BYTES, nextTurn } from "./connection";
import type { PlanarFormat } from "./converter";
import { layOver, paste } from "./lay-over";
import type { Pace } from "./pace";
import type { Picture, Readout } from "./readout";

/** A whole shot, encoded here. `request.frames` are its drawings; a picture of `overlay` lies over the back plate. */
export interface ClipJob extends Omit<DrawJob, "op" | "format"> {
  op: "clip";
  format: PlanarFormat;
  /** Frames that a drawing is held. */
  step_frames: number;
  /** Asset frame of the back plate (layer 0) under frame 0; null where drawings are the whole picture. */
  base_first_frame: number | null;
  bits_per_s: number;
}

export interface ClipTools {
  connection: Connection;
  player: Player;
  pace: Pace;
  readout: Readout;
  cancelled: () => boolean;
}

/** Draws, lays over the plate, encodes and sends every frame of a shot. */
export async function drawClip(job: ClipJob, tools: ClipTools): Promise<void> {
  const { connection, player, pace, readout } = tools;
  const { comp } = job.request;
  const whole: Region = { x: 0, y: 0, width: comp.width, height: comp.height };
  const over = job.format === "overlay";
  const plates = new Plates(connection, job.job);
  const assets: Assets = {
    file: (path) => openFile(job.assets + path),
    image: (path) => loadImage(job.assets + path),
    // An overlay is drawn without layer 0, so the others have moved up.
    plate: (layer, frame) => (over ? connection.plate(job.job, layer + 1, frame) : plates.of(layer, frame)),
  };
  const began_ms = performance.now();
  await loadFonts(job.fonts);
  const foreground = { ...comp, layers: comp.layers.slice(1), transparent: true };
  await player.load(over ? { ...job.request, comp: foreground } : job.request, assets, over);
  readout.begin(player.area.width, player.area.height, over);
  const encoder = await ClipEncoder.open({ ...comp, bits_per_s: job.bits_per_s });
  const timings_ms = { load: performance.now() - began_ms, encode_and_send: 0 };
  const drawings = drawingsOf(job.request.frames, player, readout);
  let drawing: Picture | null = null;
  let sent = 0;
  const sendReady = async (): Promise<void> => {
    for (const packet of encoder.ready()) {
      await connection.sendFrame(job.job, sent++, whole, packet);
      pace.sent();
    }
  };
  pace.begin(job.job);
  try {
    for (let frame = 0; frame < comp.frames && !tools.cancelled(); frame++) {
      if (frame % job.step_frames === 0) drawing = (await drawings.next()).value as Picture;
      const picture = await wholePicture(job, drawing!, frame, plates);
      const mark_ms = performance.now();
      await pace.room();
      await encoder.encode(picture);
      // Its output comes with the event loop.
      await nextTurn();
      await sendReady();
      timings_ms.encode_and_send += performance.now() - mark_ms;
    }
    if (!tools.cancelled()) {
      await encoder.finish();
      await sendReady();
    }
  } finally {
    encoder.close();
    readout.clear();
    player.unload();
  }
  connection.report({ op: "done", job: job.job, timings_ms });
}

/** The drawings in order; reading the next ones has begun while one is used. */
async function* drawingsOf(frames: readonly number[], player: Player, readout: Readout): AsyncGenerator<Picture> {
  for (const [index, frame] of frames.entries()) {
    const next = frames[index + 1];
    if (next !== undefined) player.prefetch(next);
    readout.push(player, index, await player.draw(frame));
    if (readout.waiting > readout.depth) yield await readout.pop();
  }
  while (readout.waiting > 0) yield await readout.pop();
}

async function wholePicture(
  job: ClipJob,
  drawing: Picture,
  frame: number,
  plates: Plates,
): Promise<Uint8Array<ArrayBuffer>> {
  const part = drawing.message.subarray(FRAME_HEADER_BYTES);
  if (job.base_first_frame === null) return part;
  const { width, frames } = job.request.comp;
  const base = job.base_first_frame + frame;
  if (frame + 1 < frames) plates.prefetch(0, base + 1);
  const { planes } = await plates.of(0, base);
  plates.forgetBefore(0, base);
  if (job.format === "overlay") {
    layOver(part, planes, drawing.part, width);
    return planes;
  }
  // A copy: the drawing shows the plate too, and may not have got it yet.
  const picture = planes.slice();
  paste(part, picture, drawing.part, width);
  return picture;
}

/** Plates that both the drawing and the picture below it may want; each is asked for once. */
class Plates {
  private readonly known = new Map<string, Promise<PlatePicture>>();

  constructor(
    private readonly connection: Connection,
    private readonly job: number,
  ) {}

  of(layer: number, frame: number): Promise<PlatePicture> {
    const key = `${layer} ${frame}`;
    const picture = this.known.get(key) ?? this.connection.plate(this.job, layer, frame);
    this.known.set(key, picture);
    return picture;
  }

  prefetch(layer: number, frame: number): void {
    this.of(layer, frame).catch(() => undefined);
  }

  forgetBefore(layer: number, frame: number): void {
    for (const key of this.known.keys()) {
      const [ofLayer, ofFrame] = key.split(" ").map(Number);
      if (ofLayer === layer && ofFrame! < frame) this.known.delete(key);
    }
  }
}
