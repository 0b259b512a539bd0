import * as THREE from "three";
import { describe, expect, it } from "vitest";
import type { SetLayer } from "../../src/contract";
import { createSet, type SetFrame, type SetPiece } from "../../src/set";

const NAMES = ["stage", "beams", "crowd", "screens", "confetti", "backdrop"] as const;

function layer(name: SetLayer["name"], seed = 3): SetLayer {
  const identity = new THREE.Matrix4().elements as unknown as SetLayer["matrix_track"][number];
  return {
    id: name,
    type: "set",
    name,
    seed,
    colours: [],
    intensity_track: [1],
    matrix_track: [identity],
    in_frame: 0,
    out_frame: null,
    opacity_track: [1],
    blend: "normal",
  };
}

function frameAt(frame: number): SetFrame {
  const camera = new THREE.PerspectiveCamera(30, 16 / 9, 0.1, 400);
  camera.position.set(0.05 * frame, 3, 20);
  camera.updateMatrixWorld(true);
  return { frame, time_s: frame / 24, beat: frame / 12, intensity: 0.5 + 0.01 * frame, camera };
}

/** Everything of a piece that reaches the graphics card and may change from frame to frame. */
function stateOf(piece: SetPiece): string {
  const state: unknown[] = [];
  piece.object.traverse((object) => {
    const { geometry, material } = object as THREE.Mesh;
    if (!geometry) return;
    for (const [name, attribute] of Object.entries(geometry.attributes)) {
      const { array } = attribute as THREE.BufferAttribute;
      if (array.length <= 8000) state.push([name, Array.from(array)]);
    }
    state.push(Object.entries((material as THREE.ShaderMaterial).uniforms).map(([name, { value }]) => [name, value]));
    state.push(object.matrix.elements);
  });
  return JSON.stringify(state);
}

function drawnAt(piece: SetPiece, frame: number): string {
  piece.update(frameAt(frame));
  return stateOf(piece);
}

describe.each(NAMES)("%s", (name) => {
  it("depends on the frame alone, not on what was drawn before", () => {
    const fresh = drawnAt(createSet(layer(name)), 31);
    const used = createSet(layer(name));
    const other = drawnAt(used, 90);
    expect(other).not.toBe(fresh);
    drawnAt(used, 5);
    expect(drawnAt(used, 31)).toBe(fresh);
  });

  it("has geometry without holes and frees it", () => {
    const piece = createSet(layer(name));
    piece.update(frameAt(0));
    let freed = 0;
    let owned = 0;
    piece.object.traverse((object) => {
      const { geometry, material } = object as THREE.Mesh;
      if (!geometry) return;
      owned += 1;
      material && (material as THREE.Material).addEventListener("dispose", () => freed++);
      for (const { array } of Object.values(geometry.attributes) as THREE.BufferAttribute[]) {
        expect(Array.from(array).every(Number.isFinite)).toBe(true);
      }
    });
    piece.dispose();
    expect(owned).toBeGreaterThan(0);
    expect(freed).toBe(owned);
  });
});

it("scatters by the seed", () => {
  const [one, same, other] = [3, 3, 4].map((seed) => drawnAt(createSet(layer("confetti", seed)), 1));
  expect(same).toBe(one);
  expect(other).not.toBe(one);
});

it("refuses a piece that it does not know", () => {
  expect(() => createSet({ ...layer("stage"), name: "moon" as SetLayer["name"] })).toThrow(/no set called "moon"/);
});
