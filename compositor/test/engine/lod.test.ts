import { describe, expect, it } from "vitest";
import type { Comp, PerformerLayer } from "../../src/contract";
import { lodOf } from "../../src/layers/performer";

function at(distance: number, height = 720): [PerformerLayer, Comp] {
  const matrix = (y: number, z: number): number[] => [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, y, z, 1];
  const layer = { matrix_track: [matrix(0, 0)] } as PerformerLayer;
  const camera = { matrix_track: [matrix(4.2, distance)], zoom_px_track: [(1000 * height) / 720] };
  return [layer, { height, frames: 24, camera } as unknown as Comp];
}

describe("lodOf", () => {
  it("follows the size on the screen", () => {
    expect([4, 10, 30].map((distance) => lodOf(...at(distance)))).toEqual(["close", "medium", "wide"]);
  });

  it("does not depend on the resolution", () => {
    for (const distance of [4, 10, 30]) expect(lodOf(...at(distance, 1080))).toBe(lodOf(...at(distance)));
  });

  it("takes the largest view of a camera that comes closer", () => {
    const [layer, comp] = at(30);
    const near = at(4)[1].camera.matrix_track[0]!;
    comp.camera.matrix_track = Array.from({ length: 24 }, (_, frame) =>
      frame > 20 ? near : comp.camera.matrix_track[0]!,
    );
    expect(lodOf(layer, comp)).toBe("close");
  });
});
