import type { Region } from "../contract";

/** Bytes per pixel of a picture in 4:2:0, and of the part of an overlay that is its colour. */
const PLANES_PER_PIXEL = 1.5;
/** Black in limited range: Y, U, V. */
const NEUTRAL = [16, 128, 128] as const;

interface Plane {
  /** Where it begins in the frame and in the part. */
  frameAt: number;
  partAt: number;
  /** Samples per row of the frame. */
  stride: number;
  /** The part's place in the frame's plane. */
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Copies `part`, 4:2:0 of the size of `region`, into `picture`, 4:2:0 and `frameWidth` pixels wide. */
export function paste(part: Uint8Array, picture: Uint8Array, region: Region, frameWidth: number): void {
  for (const plane of planesOf(region, frameWidth, picture.length)) {
    for (let row = 0; row < plane.height; row++) {
      const from = plane.partAt + row * plane.width;
      picture.set(part.subarray(from, from + plane.width), rowInFrame(plane, row));
    }
  }
}

/**
 * Lays an overlay over `picture`: premultiplied colour, alpha, and alpha at chroma size, one after the other. The same
 * integer arithmetic as media/i420.py, so that a clip shows the same pictures whoever encodes it.
 */
export function layOver(overlay: Uint8Array, picture: Uint8Array, region: Region, frameWidth: number): void {
  const pixels = region.width * region.height;
  const lumaAlpha = pixels * PLANES_PER_PIXEL;
  const chromaAlpha = lumaAlpha + pixels;
  for (const [index, plane] of planesOf(region, frameWidth, picture.length).entries()) {
    const alphaAt = index === 0 ? lumaAlpha : chromaAlpha;
    const neutral = NEUTRAL[index]!;
    for (let row = 0; row < plane.height; row++) {
      const target = rowInFrame(plane, row);
      const source = plane.partAt + row * plane.width;
      const alphas = alphaAt + row * plane.width;
      for (let column = 0; column < plane.width; column++) {
        const alpha = overlay[alphas + column]!;
        const colour = overlay[source + column]!;
        // Most of an overlay is opaque or empty; light that only adds has colour where its alpha is zero.
        if (alpha === 255) {
          picture[target + column] = colour;
          continue;
        }
        if (alpha === 0 && colour === neutral) continue;
        const weighted = picture[target + column]! * (255 - alpha) + alpha * neutral + 128;
        const total = ((weighted + (weighted >> 8)) >> 8) + colour - neutral;
        picture[target + column] = total < 0 ? 0 : total > 255 ? 255 : total;
      }
    }
  }
}

function rowInFrame(plane: Plane, row: number): number {
  return plane.frameAt + (plane.y + row) * plane.stride + plane.x;
}

function planesOf(region: Region, frameWidth: number, frameBytes: number): Plane[] {
  const luma = frameBytes / PLANES_PER_PIXEL;
  const pixels = region.width * region.height;
  const plane = (frameAt: number, partAt: number, step: 1 | 2): Plane => ({
    frameAt,
    partAt,
    stride: frameWidth / step,
    x: region.x / step,
    y: region.y / step,
    width: region.width / step,
    height: region.height / step,
  });
  return [plane(0, 0, 1), plane(luma, pixels, 2), plane(luma * 1.25, pixels * 1.25, 2)];
}
