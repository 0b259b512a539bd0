import type { Region } from "../contract";

/** Premultiplied RGBA of a part of the frame, bottom row first, as the engine reads it. */
export interface Picture {
  area: Region;
  pixels: Uint8Array<ArrayBuffer>;
}

export function emptyPicture(area: Region): Picture {
  return { area, pixels: new Uint8Array(area.width * area.height * 4) };
}

/** Writes `below` and, over it, `above` into a canvas' pixels, top row first; either may be missing. */
export function compose(target: ImageData, below: Picture | null, above: Picture | null): void {
  const out = new Uint32Array(target.data.buffer);
  out.fill(OPAQUE_BLACK);
  if (below) copyRows(out, target.width, below);
  if (above) layOver(target, out, above);
  for (let index = 3; index < target.data.length; index += 4) target.data[index] = 255;
}

/** Little-endian, as every machine with a browser is. */
const OPAQUE_BLACK = 0xff000000;

function copyRows(out: Uint32Array, width: number, { area, pixels }: Picture): void {
  const source = new Uint32Array(pixels.buffer);
  for (let row = 0; row < area.height; row++) {
    const from = (area.height - 1 - row) * area.width;
    out.set(source.subarray(from, from + area.width), (area.y + row) * width + area.x);
  }
}

function layOver(target: ImageData, out: Uint32Array, { area, pixels }: Picture): void {
  const words = new Uint32Array(pixels.buffer);
  const { data, width } = target;
  for (let row = 0; row < area.height; row++) {
    let from = (area.height - 1 - row) * area.width;
    let to = (area.y + row) * width + area.x;
    for (let column = 0; column < area.width; column++, from++, to++) {
      const word = words[from]!;
      if (word === 0) continue;
      if (word >>> 24 === 255) {
        out[to] = word;
        continue;
      }
      const rest = 255 - (word >>> 24);
      for (let channel = 0; channel < 3; channel++) {
        const index = to * 4 + channel;
        data[index] = pixels[from * 4 + channel]! + (data[index]! * rest) / 255;
      }
    }
  }
}
