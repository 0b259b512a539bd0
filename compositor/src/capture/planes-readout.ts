import type { Region } from "../contract";
import type { Player } from "../engine/player";
import { FRAME_HEADER_BYTES } from "./connection";
import type { Converter, PlanarFormat } from "./converter";
import type { Picture, Readout } from "./readout";

/** As `ConvertedReadout`, for pictures that stay in the page: bare planes, in no form that is only for sending. */
export class PlanesReadout implements Readout {
  readonly depth = 0;
  private picture: Picture | null = null;

  constructor(
    private readonly converter: Converter,
    private readonly format: PlanarFormat,
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
    this.picture = { index, part, message: this.converter.planes(width, height, this.format, FRAME_HEADER_BYTES) };
  }

  async pop(): Promise<Picture> {
    const picture = this.picture!;
    this.picture = null;
    return picture;
  }

  clear(): void {
    this.picture = null;
  }
}
