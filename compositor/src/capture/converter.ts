import { PACKED_WORDS_AT } from "./connection";

/** What `wasm/i420.ts` exports. */
interface Exports {
  memory: WebAssembly.Memory;
  reserve(bytes: number): number;
  convert(source: number, target: number, width: number, height: number, alpha: number): void;
  pack(source: number, target: number, bytes: number): number;
}

/** Bytes per pixel: RGBA as it is, 4:2:0, and 4:2:0 with alpha at both sizes. */
const BYTES_PER_PIXEL = { rgba: 4, i420: 1.5, overlay: 2.75 } as const;

/** `nothing`: draw, wait for the picture, and send only its place; to measure what drawing alone costs. */
export type PixelFormat = keyof typeof BYTES_PER_PIXEL | "nothing";

/** A picture whose samples lie in planes. */
export type PlanarFormat = "i420" | "overlay";

/** Memory for one picture: pixels are read straight into it and converted in place. */
export class Converter {
  private source = 0;
  private message = 0;

  private constructor(private readonly exports: Exports) {}

  static async load(url: string): Promise<Converter> {
    const abort = (): never => {
      throw new Error("colour converter aborted");
    };
    const { instance } = await WebAssembly.instantiateStreaming(fetch(url), { env: { abort } });
    return new Converter(instance.exports as unknown as Exports);
  }

  /** Makes room for a picture and a header of `header_bytes` (a multiple of 16) before the converted one. */
  resize(width: number, height: number, header_bytes: number): void {
    const pixels = width * height;
    const total = pixels * 4 + header_bytes + pixels * BYTES_PER_PIXEL.overlay;
    this.source = this.exports.reserve(total);
    if (this.source === 0) throw new Error(`no memory for a picture of ${width} x ${height}`);
    this.message = this.source + pixels * 4;
  }

  /** Where the RGBA pixels go. The view is valid until the next `resize`. */
  pixels(width: number, height: number): Uint8Array {
    return new Uint8Array(this.exports.memory.buffer, this.source, width * height * 4);
  }

  /** Converts the pixels and gives their planes as they are, behind room for a header. */
  planes(width: number, height: number, format: PlanarFormat, header_bytes: number): Uint8Array<ArrayBuffer> {
    const { memory, convert } = this.exports;
    convert(this.source, this.message + header_bytes, width, height, format === "overlay" ? 1 : 0);
    const bytes = header_bytes + width * height * BYTES_PER_PIXEL[format];
    return new Uint8Array(memory.buffer as ArrayBuffer, this.message, bytes);
  }

  /** Converts the pixels; gives header and picture as one piece of memory, for the header to be filled in. */
  convert(
    width: number,
    height: number,
    format: keyof typeof BYTES_PER_PIXEL,
    header_bytes: number,
  ): Uint8Array<ArrayBuffer> {
    const { memory } = this.exports;
    const bytes = width * height * BYTES_PER_PIXEL[format];
    if (format === "rgba") {
      const message = new Uint8Array(header_bytes + bytes);
      message.set(this.pixels(width, height), header_bytes);
      return message;
    }
    const target = this.message + header_bytes;
    this.exports.convert(this.source, target, width, height, format === "overlay" ? 1 : 0);
    if (format === "overlay") return this.packed(target, bytes, header_bytes);
    return this.withPackedWords(new Uint8Array(memory.buffer as ArrayBuffer, this.message, header_bytes + bytes), 0);
  }

  /** Most of an overlay is empty or opaque. Goes to where the pixels were, which are no longer needed. */
  private packed(planes: number, bytes: number, header_bytes: number): Uint8Array<ArrayBuffer> {
    const { memory, pack } = this.exports;
    const words = bytes / 8;
    const kept = pack(planes, this.source + header_bytes, bytes);
    const message_bytes = header_bytes + Math.ceil(words / 64) * 8 + kept * 8;
    return this.withPackedWords(new Uint8Array(memory.buffer as ArrayBuffer, this.source, message_bytes), words);
  }

  /** Says in a message's header how many words it unpacks to; 0: it is not packed. The memory may hold an older one. */
  private withPackedWords(message: Uint8Array<ArrayBuffer>, words: number): Uint8Array<ArrayBuffer> {
    new DataView(message.buffer, message.byteOffset).setUint32(PACKED_WORDS_AT, words, true);
    return message;
  }
}
