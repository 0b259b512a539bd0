/**
 * Mouth and brows as patches. Every shape of the mouth is a drawing of its own that waits under the skin; its morph target
 * lifts it out, opens it, and sinks the smile that rests there. A weight below about a quarter shows the smile.
 */

import { SIDES, sideSign } from "../body/skeleton";
import { MOUTH_SHAPES, type MouthShape } from "../drawings/mouths";
import { buildBrows, buildMouth } from "../head/face-decals";
import { lerp } from "../kit/math";
import type { Character, FaceProportions } from "../types";
import { type FaceShapes, shapeTargets } from "./eyes";
import type { FlatMesh } from "./flat-mesh";
import { buildPatch, type Grid, join, placeOf } from "./patch";

const mouthPlace = placeOf(buildMouth);
const browPlace = placeOf(buildBrows);
const CELLS = 8;
/** Distances from the skin, head units. */
const SHOWN = 0.005;
const LIFTED = 0.012;
const WAITING = -0.004;
const SUNK = -0.013;
/** Height of a mouth's drawing when closed and when wide open, as our own performers draw them. */
const OPENING = { closed: 0.62, open: 1.04 } as const;

/** Morph targets of the mouth and the drawing that each shows. */
export const MOUTH_TARGETS = {
  aa: "aa",
  ih: "ih",
  ou: "ou",
  ee: "ee",
  oh: "oh",
  happy: "grin",
} as const satisfies Record<string, MouthShape>;
export type MouthTarget = keyof typeof MOUTH_TARGETS;
const TARGET_NAMES = Object.keys(MOUTH_TARGETS) as MouthTarget[];

export function buildMouths(character: Character, shapes: FaceShapes): FlatMesh {
  const patch = (shape: MouthShape, own: MouthTarget | null): FlatMesh => {
    const grid =
      (shown: boolean, above: number) =>
      (face: FaceProportions): Grid =>
      (column, row) => {
        const [px, py] = [lerp(-0.96, 0.96, column / CELLS), lerp(0.96, -0.96, row / CELLS)];
        const height = own === null ? 1 : shown ? OPENING.open : OPENING.closed;
        const u = (MOUTH_SHAPES.indexOf(shape) + (px + 1) / 2) / MOUTH_SHAPES.length;
        const { y, halfWidth, halfHeight } = mouthPlace(face);
        return { x: px * halfWidth, y: y + py * height * halfHeight, above, u, v: (py + 1) / 2 };
      };
    const rest = grid(false, own === null ? SHOWN : WAITING);
    const state = (name: MouthTarget) => {
      if (own === null) return grid(true, SUNK);
      return name === own ? grid(true, LIFTED) : rest;
    };
    return buildPatch(character.face, {
      columns: CELLS,
      rows: CELLS,
      at: rest(character.face),
      targets: new Map<string, { face?: FaceProportions; at: Grid }>([
        ...TARGET_NAMES.map((name) => [name, { at: state(name)(character.face) }] as const),
        ...shapeTargets(shapes, rest),
      ]),
    });
  };
  return join([patch("smile", null), ...TARGET_NAMES.map((name) => patch(MOUTH_TARGETS[name], name))]);
}

/** Brows; `happy` and `oh` raise them a little. */
export function buildBrowPatches(character: Character, shapes: FaceShapes): FlatMesh {
  return join(
    SIDES.map((side) => {
      const s = sideSign(side);
      const grid =
        (raised: number) =>
        (face: FaceProportions): Grid =>
        (column, row) => {
          const [px, py] = [lerp(-0.96, 0.96, column / 6), lerp(0.96, -0.96, row / 6)];
          const place = browPlace(face);
          const y = place.y + raised + py * place.halfHeight;
          return { x: s * (place.x + px * place.halfWidth), y, above: 0.0105, u: (px + 1) / 2, v: (py + 1) / 2 };
        };
      return buildPatch(character.face, {
        columns: 6,
        rows: 6,
        at: grid(0)(character.face),
        mirrored: side === "right",
        targets: new Map<string, { face?: FaceProportions; at: Grid }>([
          ["happy", { at: grid(0.014)(character.face) }],
          ["oh", { at: grid(0.01)(character.face) }],
          ...shapeTargets(shapes, grid(0)),
        ]),
      });
    }),
  );
}
