import { describe, expect, it } from "vitest";
import { layOver, paste } from "../../src/capture/lay-over";

const WIDTH = 16;
const HEIGHT = 8;
const REGION = { x: 8, y: 4, width: 8, height: 4 };

/** 4:2:0 whose planes are each one value. */
function flat(width: number, height: number, [y, u, v]: [number, number, number]): Uint8Array {
  const luma = width * height;
  const picture = new Uint8Array(luma * 1.5).fill(y, 0, luma);
  return picture.fill(u, luma, luma * 1.25).fill(v, luma * 1.25);
}

function overlay(colour: [number, number, number], alpha: number): Uint8Array {
  const pixels = REGION.width * REGION.height;
  const all = new Uint8Array(pixels * 2.75).fill(alpha, pixels * 1.5);
  all.set(flat(REGION.width, REGION.height, colour));
  return all;
}

/** Y, U and V at a pixel of the frame. */
function at(picture: Uint8Array, x: number, y: number): number[] {
  const luma = WIDTH * HEIGHT;
  const chroma = (y >> 1) * (WIDTH / 2) + (x >> 1);
  return [picture[y * WIDTH + x]!, picture[luma + chroma]!, picture[luma * 1.25 + chroma]!];
}

describe("laying over", () => {
  const below: [number, number, number] = [180, 90, 200];

  it("changes nothing where the overlay is empty", () => {
    const picture = flat(WIDTH, HEIGHT, below);
    layOver(overlay([16, 128, 128], 0), picture, REGION, WIDTH);
    expect(picture).toEqual(flat(WIDTH, HEIGHT, below));
  });

  it("covers with what is opaque, inside the region only", () => {
    const picture = flat(WIDTH, HEIGHT, below);
    layOver(overlay([70, 110, 140], 255), picture, REGION, WIDTH);
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++) expect(at(picture, x, y)).toEqual(x >= 8 && y >= 4 ? [70, 110, 140] : below);
    }
  });

  // The values of media/i420.py's lay_over for the same input.
  it.each([
    [128, [50, 120, 130], [132, 101, 166]],
    [1, [16, 128, 128], [179, 90, 200]],
    [0, [120, 128, 128], [255, 90, 200]],
    [254, [16, 0, 255], [17, 0, 255]],
  ] as const)("blends around the neutral values with alpha %i", (alpha, colour, expected) => {
    const picture = flat(WIDTH, HEIGHT, below);
    layOver(overlay([...colour], alpha), picture, REGION, WIDTH);
    expect(at(picture, 12, 6)).toEqual(expected);
  });

  it("pastes a part at its place", () => {
    const picture = flat(WIDTH, HEIGHT, below);
    paste(flat(REGION.width, REGION.height, [1, 2, 3]), picture, REGION, WIDTH);
    expect(at(picture, 8, 4)).toEqual([1, 2, 3]);
    expect(at(picture, 15, 7)).toEqual([1, 2, 3]);
    expect(at(picture, 7, 4)).toEqual(below);
    expect(at(picture, 8, 3)).toEqual(below);
  });
});
