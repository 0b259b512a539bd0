import type { Words } from "../contract";
import { letter } from "../layers/text";
import type { Raster } from "./rasters";

/** Texels to the pixel of a box, so that words stay sharp when a camera comes near. */
const DENSITY = 2;
const LEAST_HEIGHT_PX = 320;
const MAX_WIDTH_PX = 2048;

/** A text as a picture in the pixels of its item. */
export async function drawWords(words: Words, text: string, owner: string): Promise<Raster> {
  const { width, height, align } = words;
  const density = Math.min(Math.max(DENSITY, LEAST_HEIGHT_PX / height), MAX_WIDTH_PX / width);
  const line = await letter(words, text, density, owner);
  const [start, end] = line.ink.map((share) => share * line.width) as [number, number];
  const x = { left: -start, center: (width - line.width) / 2, right: width - end }[align];
  return { texture: line.texture, box: { x, y: (height - line.height) / 2, width: line.width, height: line.height } };
}
