import type { Region } from "../contract";
import type { Player } from "../engine/player";
import { FRAME_HEADER_BYTES } from "./connection";
import type { Converter, PixelFormat } from "./converter";

/** A picture that is ready to be sent: room for the header, then the planes. */
export interface Picture {
  index: number;
  part: Region;
  message: Uint8Array<ArrayBuffer>;
}

/** A way from a drawn frame to the bytes that are sent. */
export interface Readout {
  /** Pictures that may be on their way while the next one is drawn. */
  readonly depth: number;
  readonly waiting: number;
  /** Begins a job whose pictures are at most `width` x `height`. */
  begin(width: number, height: number, withAlpha: boolean): void;
  /** Starts reading the frame that `player` has just drawn. */
  push(player: Player, index: number, part: Region): void;
  /** The oldest picture; its memory is used again by the next call. */
  pop(): Promise<Picture>;
  /** Drops what is on its way. */
  clear(): void;
}

type ConvertedFormat = Exclude<PixelFormat, "nothing">;

/** Reads RGBA into WebAssembly memory and converts there: the cheapest way where the processor draws. */
export class ConvertedReadout<Format extends ConvertedFormat = ConvertedFormat> implements Readout {
  readonly depth = 0;
  private picture: Picture | null = null;

  constructor(
    protected readonly converter: Converter,
    protected readonly format: Format,
  ) {}

  get waiting(): number {
    return this.picture ? 1 : 0;
  }

  begin(width: number, height: number): void {
    this.converter.resize(width, height, FRAME_HEADER_BYTES);
  }

  push(player: Player, index: number, part: Region): void {
    const { width, height } = part;
    player.read(this.converter.pixels(width, height));
    this.picture = { index, part, message: this.message(width, height) };
  }

  async pop(): Promise<Picture> {
    const picture = this.picture!;
    this.picture = null;
    return picture;
  }

  clear(): void {
    this.picture = null;
  }

  /** The pixels that were read, in the form in which they leave. */
  protected message(width: number, height: number): Uint8Array<ArrayBuffer> {
    return this.converter.convert(width, height, this.format, FRAME_HEADER_BYTES);
  }
}
