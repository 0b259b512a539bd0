/** Patches that carry the drawings of eyes, brows and mouth: they follow the face without touching it. */
import { rigid } from "../body/skeleton";
import { vec } from "../kit/math";
import { MeshBuilder } from "../kit/mesh-builder";
import type { FaceProportions } from "../types";
import { drawnHeight, faceDepth, faceNormal } from "./surface";

interface Patch {
  x: number;
  y: number;
  halfWidth: number;
  halfHeight: number;
  above: number;
  /** Draw the mirrored cell, for the character's right side. */
  mirrored?: boolean;
}

const WHITE = [1, 1, 1] as const;

function addPatch(mesh: MeshBuilder, face: FaceProportions, patch: Patch, quads: number): void {
  mesh.grid(
    quads,
    quads,
    (u, v) => {
      const x = patch.x + (u * 2 - 1) * patch.halfWidth;
      const y = patch.y + (1 - v * 2) * patch.halfHeight;
      const position = vec(x, y, faceDepth(x, Math.max(drawnHeight(-0.49, face), y), face) + patch.above);
      return {
        position,
        normal: faceNormal(position, vec(0, 0, 1)),
        base: WHITE,
        shade: WHITE,
        bones: rigid("head"),
        bias: patch.mirrored ? -1 : 1,
        u: patch.mirrored ? 1 - u : u,
        v: 1 - v,
      };
    },
    { flip: true },
  );
}

/** Half size of an eye's patch in head units. */
export const eyeHalfSize = (face: FaceProportions): number => 0.178 * (1 + 0.12 * face.eyes);

export function buildEyes(face: FaceProportions, detail = 1): MeshBuilder {
  const mesh = new MeshBuilder(detail);
  const half = eyeHalfSize(face);
  for (const s of [1, -1])
    addPatch(
      mesh,
      face,
      { x: 0.163 * s, y: -0.112, halfWidth: half, halfHeight: half, above: 0.006, mirrored: s < 0 },
      12,
    );
  return mesh;
}

export function buildBrows(face: FaceProportions, detail = 1): MeshBuilder {
  const mesh = new MeshBuilder(detail);
  for (const s of [1, -1])
    addPatch(
      mesh,
      face,
      {
        x: 0.165 * s,
        y: 0.05 + 0.012 * face.eyes,
        halfWidth: 0.115,
        halfHeight: 0.062,
        above: 0.008,
        mirrored: s < 0,
      },
      6,
    );
  return mesh;
}

/** Height of the mouth's middle on the mean face. */
export const MOUTH_HEIGHT = -0.333;
/** Half size of the mouth's patch, head units. */
export const MOUTH_HALF = 0.164;

export function buildMouth(face: FaceProportions, detail = 1): MeshBuilder {
  const mesh = new MeshBuilder(detail);
  const y = drawnHeight(MOUTH_HEIGHT, face);
  addPatch(mesh, face, { x: 0, y, halfWidth: MOUTH_HALF, halfHeight: MOUTH_HALF, above: 0.005 }, 9);
  return mesh;
}
