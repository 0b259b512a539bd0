import type { DrawRequest, Region } from "../contract";
import type { FontFile, PlatePicture } from "../engine/assets";
import type { ClipJob } from "./clip-job";
import type { PixelFormat } from "./converter";

/**
 * Bytes before a picture that goes to the host: job, index, x, y, width, height, packed words, 0; little-endian, 32 bits
 * each. Packed words: 0 where the picture follows as it is, else its number of words before `pack` in `wasm/i420.ts`.
 */
export const FRAME_HEADER_BYTES = 32;
export const PACKED_WORDS_AT = 24;
/** Bytes before a plate that comes from it: job, layer, asset frame, x, y, width, height, 0. */
const PLATE_HEADER_BYTES = 32;
/** Pictures that may wait in the socket. */
const MAX_WAITING = 2;

export interface DrawJob {
  op: "draw";
  job: number;
  request: DrawRequest;
  format: PixelFormat;
  /** How pixels leave the graphics driver; stills always go the converted way. */
  readout: "converted" | "packed";
  /** URL, relative to the page, below which the bundle's files lie. */
  assets: string;
  fonts: FontFile[];
}

export type Order =
  | DrawJob
  | ClipJob
  | { op: "used"; job: number; frames: number }
  | { op: "cancel"; job: number }
  | { op: "canary"; job: number };

export type FailureKind = "template" | "engine" | "context_lost" | "encoder";

export type Report =
  | { op: "ready"; gl_renderer: string }
  | { op: "done"; job: number; timings_ms: Record<string, number> }
  | { op: "plate"; job: number; layer: number; frame: number }
  | { op: "failed"; job: number; kind: FailureKind; message: string };

/** The one WebSocket to the host. */
export class Connection {
  onOrder: (order: Order) => void = () => undefined;
  private readonly plates = new Map<
    string,
    { resolve: (picture: PlatePicture) => void; reject: (error: Error) => void }
  >();

  private constructor(private readonly socket: WebSocket) {
    socket.onmessage = ({ data }) => {
      if (data instanceof ArrayBuffer) this.takePlate(data);
      else this.onOrder(JSON.parse(data) as Order);
    };
  }

  static async open(url: string): Promise<Connection> {
    const socket = new WebSocket(url);
    socket.binaryType = "arraybuffer";
    await new Promise<void>((resolve, reject) => {
      socket.onopen = () => resolve();
      socket.onerror = () => reject(new Error("the host does not answer"));
    });
    return new Connection(socket);
  }

  report(report: Report): void {
    this.socket.send(JSON.stringify(report));
  }

  /** Sends a picture; waits while more than a few are on their way. The memory may be used again afterwards. */
  async sendFrame(job: number, index: number, part: Region, message: Uint8Array<ArrayBuffer>): Promise<void> {
    const header = new DataView(message.buffer, message.byteOffset, FRAME_HEADER_BYTES);
    const values = [job, index, part.x, part.y, part.width, part.height];
    for (const [position, value] of values.entries()) header.setUint32(position * 4, value, true);
    while (this.socket.bufferedAmount > message.byteLength * MAX_WAITING) await nextTurn();
    this.socket.send(message);
  }

  /** Asks the host for a plate's picture. */
  plate(job: number, layer: number, frame: number): Promise<PlatePicture> {
    const answer = new Promise<PlatePicture>((resolve, reject) => {
      this.plates.set(`${job} ${layer} ${frame}`, { resolve, reject });
    });
    this.report({ op: "plate", job, layer, frame });
    return answer;
  }

  /** Gives up the plates that a job asked for and has not got. */
  dropPlates(job: number): void {
    for (const [key, { reject }] of this.plates) {
      if (!key.startsWith(`${job} `)) continue;
      this.plates.delete(key);
      reject(new Error("the job was cancelled"));
    }
  }

  private takePlate(data: ArrayBuffer): void {
    const [job, layer, frame, x, y, width, height] = new Uint32Array(data, 0, PLATE_HEADER_BYTES / 4);
    const key = `${job} ${layer} ${frame}`;
    const asked = this.plates.get(key);
    this.plates.delete(key);
    asked?.resolve({ x: x!, y: y!, width: width!, height: height!, planes: new Uint8Array(data, PLATE_HEADER_BYTES) });
  }
}

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/** Lets the event loop run once: orders come in, sockets drain. Timers would be throttled, messages are not. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
}
