import { canaryPixels } from "./capture/canary";
import { EncoderMissing } from "./capture/clip-encoder";
import { type ClipJob, drawClip } from "./capture/clip-job";
import { Connection, type DrawJob, FRAME_HEADER_BYTES, nextTurn } from "./capture/connection";
import { Converter } from "./capture/converter";
import { Pace } from "./capture/pace";
import { PackedReadout } from "./capture/packed-readout";
import { PlanesReadout } from "./capture/planes-readout";
import { ConvertedReadout, type Readout } from "./capture/readout";
import { type Assets, loadFonts, loadImage, MissingAsset, openFile } from "./engine/assets";
import { Player } from "./engine/player";
import { createRenderer, rendererName, ShaderErrors } from "./engine/renderer";

const CANARY_SIZE_PX = 64;

const socketUrl = new URL("socket", location.href);
socketUrl.protocol = "ws:";
const [connection, converter] = await Promise.all([Connection.open(socketUrl.href), Converter.load("i420.wasm")]);
let runningJob = 0;
let packed: PackedReadout | null = null;
const cancelled = new Set<number>();
const pace = new Pace();

function fail(error: unknown, kind: "engine" | "context_lost" = "engine"): void {
  const message = error instanceof Error ? `${error.message}\n${error.stack ?? ""}` : String(error);
  const found = error instanceof MissingAsset ? "template" : error instanceof EncoderMissing ? "encoder" : kind;
  connection.report({ op: "failed", job: runningJob, kind: found, message: message.slice(0, 2000) });
}

addEventListener("error", (event) => fail(event.error ?? event.message));
addEventListener("unhandledrejection", (event) => fail(event.reason));

async function draw(job: DrawJob, player: Player): Promise<void> {
  const timings_ms = { load: 0, draw: 0, read: 0, send: 0 };
  let mark_ms = performance.now();
  const lap = (name: keyof typeof timings_ms): void => {
    const now_ms = performance.now();
    timings_ms[name] += now_ms - mark_ms;
    mark_ms = now_ms;
  };
  const assets: Assets = {
    file: (path) => openFile(job.assets + path),
    image: (path) => loadImage(job.assets + path),
    plate: (layer, frame) => connection.plate(job.job, layer, frame),
  };
  await loadFonts(job.fonts);
  await player.load(job.request, assets, job.format === "overlay" || job.format === "nothing");
  const readout = readoutOf(job, player);
  readout?.begin(player.area.width, player.area.height, job.format === "overlay");
  lap("load");
  const sendOldest = async (): Promise<void> => {
    const { index, part, message } = await readout!.pop();
    lap("read");
    await connection.sendFrame(job.job, index, part, message);
    await nextTurn();
    lap("send");
  };
  try {
    const { frames } = job.request;
    for (const [index, frame] of frames.entries()) {
      if (cancelled.has(job.job)) break;
      const next = frames[index + 1];
      if (next !== undefined) player.prefetch(next);
      const part = await player.draw(frame);
      if (readout) {
        lap("draw");
        readout.push(player, index, part);
        if (readout.waiting > readout.depth) await sendOldest();
      } else {
        player.finish();
        lap("draw");
        await connection.sendFrame(job.job, index, part, new Uint8Array(FRAME_HEADER_BYTES));
      }
    }
    while (readout && readout.waiting > 0 && !cancelled.has(job.job)) await sendOldest();
  } finally {
    readout?.clear();
    player.unload();
  }
  connection.report({ op: "done", job: job.job, timings_ms });
}

async function encode(job: ClipJob, player: Player): Promise<void> {
  // What stays in the page is not made ready for sending.
  const readout = job.readout === "packed" ? readoutOf(job, player)! : new PlanesReadout(converter, job.format);
  await drawClip(job, { connection, player, pace, readout, cancelled: () => cancelled.has(job.job) });
}

function readoutOf(job: Pick<DrawJob, "format" | "readout">, player: Player): Readout | null {
  if (job.format === "nothing") return null;
  if (job.readout === "converted" || job.format === "rgba") return new ConvertedReadout(converter, job.format);
  packed ??= new PackedReadout(player.renderer);
  return packed;
}

async function drawCanary(job: number, player: Player): Promise<void> {
  converter.resize(CANARY_SIZE_PX, CANARY_SIZE_PX, FRAME_HEADER_BYTES);
  canaryPixels(player.renderer, CANARY_SIZE_PX, converter.pixels(CANARY_SIZE_PX, CANARY_SIZE_PX));
  const message = converter.convert(CANARY_SIZE_PX, CANARY_SIZE_PX, "rgba", FRAME_HEADER_BYTES);
  await connection.sendFrame(job, 0, { x: 0, y: 0, width: CANARY_SIZE_PX, height: CANARY_SIZE_PX }, message);
  connection.report({ op: "done", job, timings_ms: {} });
}

try {
  const errors = new ShaderErrors();
  const renderer = createRenderer(errors);
  renderer.domElement.addEventListener("webglcontextlost", () => fail("the graphics context was lost", "context_lost"));
  const player = new Player(renderer, errors);
  let queue: Promise<void> = Promise.resolve();
  connection.onOrder = (order) => {
    if (order.op === "used") {
      pace.used(order.job, order.frames);
      return;
    }
    if (order.op === "cancel") {
      cancelled.add(order.job);
      pace.release(order.job);
      connection.dropPlates(order.job);
      return;
    }
    queue = queue.then(async () => {
      runningJob = order.job;
      try {
        if (order.op === "draw") await draw(order, player);
        else if (order.op === "clip") await encode(order, player);
        else await drawCanary(order.job, player);
      } catch (error) {
        if (cancelled.has(order.job)) connection.report({ op: "done", job: order.job, timings_ms: {} });
        // The driver's error comes before the event that says why.
        else fail(error, renderer.getContext().isContextLost() ? "context_lost" : "engine");
      } finally {
        connection.dropPlates(order.job);
        cancelled.delete(order.job);
      }
    });
  };
  connection.report({ op: "ready", gl_renderer: rendererName(renderer) });
} catch (error) {
  fail(error);
}
