import { FRAME_HEADER_BYTES } from "./connection";
import type { PlanarFormat } from "./converter";
import { ConvertedReadout } from "./readout";

/** For pictures that stay in the page: bare planes, in no form that is only for sending. */
export class PlanesReadout extends ConvertedReadout<PlanarFormat> {
  protected override message(width: number, height: number): Uint8Array<ArrayBuffer> {
    return this.converter.planes(width, height, this.format, FRAME_HEADER_BYTES);
  }
}
