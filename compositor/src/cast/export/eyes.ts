/**
 * Eyes that any viewer can move: a white, an iris that slides over it, and a lid in front, which is a piece of the face's
 * own skin with a hole. Closing an eye pulls the hole together, so lids move smoothly; their drawing stays that of the
 * open eye.
 */

import { SIDES, type Side, sideSign } from "../body/skeleton";
import type { Point } from "../drawings/canvas";
import { type Lids, lids } from "../drawings/eyes";
import { eyeShape, irisPlace } from "../face";
import { buildEyes } from "../head/face-decals";
import { clamp, lerp, smooth } from "../kit/math";
import type { Character, FaceProportions } from "../types";
import type { FlatMesh } from "./flat-mesh";
import { buildPatch, type FacePoint, type Grid, join, placeOf } from "./patch";

/** Distances from the skin, head units: far enough apart that no viewer mixes them up. */
const ABOVE = { white: 0.004, iris: 0.0065, lid: 0.009 } as const;
/** How far an iris slides at full weight, in half sizes of the eye's cell: as far as our own performers look. */
export const LOOK_REACH = { across: 0.17, up: 0.1 } as const;

/** Morph targets of the face's proportions: the neutral face and what each target turns it into. */
export type FaceShapes = ReadonlyMap<string, Character["face"]>;
export const NO_SHAPES: FaceShapes = new Map();

/** Targets of a grid that lies on every face in the same way. */
export function shapeTargets(
  shapes: FaceShapes,
  at: (face: FaceProportions) => Grid,
): [string, { face: FaceProportions; at: Grid }][] {
  return [...shapes].map(([name, face]) => [name, { face, at: at(face) }]);
}

/** Where the left eye's cell lies on a face. */
export const eyePlace = placeOf(buildEyes);

/** A point of an eye's cell, x towards the outer corner, y up, both -1 to 1, on the face. */
function inCell(face: FaceProportions, side: Side, px: number, py: number): { x: number; y: number } {
  const { x, y, halfWidth, halfHeight } = eyePlace(face);
  return { x: sideSign(side) * (x + px * halfWidth), y: y + py * halfHeight };
}

/** The white, one for both eyes; it ends under the lid. */
export function buildWhites(character: Character, shapes: FaceShapes): FlatMesh {
  const height = eyeShape(character).height;
  const grid =
    (side: Side) =>
    (face: FaceProportions): Grid =>
    (column, row) => {
      const px = lerp(-0.7, 0.7, column / 8);
      const py = lerp(0.68, -0.58, row / 8) * Math.min(1.08, height);
      return { ...inCell(face, side, px, py), above: ABOVE.white, u: 0.5, v: row / 8 };
    };
  return bothEyes((side) => {
    const targets = new Map(shapeTargets(shapes, grid(side)));
    return buildPatch(character.face, {
      columns: 8,
      rows: 8,
      at: grid(side)(character.face),
      targets,
      mirrored: side === "right",
    });
  });
}

/** The irises with targets `lookLeft`, `lookRight`, `lookUp` and `lookDown`. */
export function buildIrises(character: Character, shapes: FaceShapes): FlatMesh {
  const place = irisPlace(eyeShape(character));
  const grid =
    (side: Side, toLeft = 0, up = 0) =>
    (face: FaceProportions): Grid =>
    (column, row) => {
      const s = sideSign(side);
      const px = place.x + place.z * (column / 4 - 0.5) * 2 + s * toLeft;
      const py = place.y + place.w * (1 - row / 2) + up;
      // Highlights stay on the same side of both eyes: the picture is not mirrored with the eye.
      const u = side === "left" ? column / 4 : 1 - column / 4;
      return { ...inCell(face, side, px, py), above: ABOVE.iris, u, v: 1 - row / 4 };
    };
  return bothEyes((side) => {
    const looking = (toLeft: number, up: number) => ({ at: grid(side, toLeft, up)(character.face) });
    return buildPatch(character.face, {
      columns: 4,
      rows: 4,
      at: grid(side)(character.face),
      mirrored: side === "right",
      targets: new Map<string, { face?: FaceProportions; at: Grid }>([
        ["lookLeft", looking(LOOK_REACH.across, 0)],
        ["lookRight", looking(-LOOK_REACH.across, 0)],
        ["lookUp", looking(0, LOOK_REACH.up)],
        ["lookDown", looking(0, -LOOK_REACH.up)],
        ...shapeTargets(shapes, grid(side)),
      ]),
    });
  });
}

/** Height of a cubic from inner to outer corner, at `x`; it runs one way along x. */
function heightAt([a, b, c, d]: readonly [Point, Point, Point, Point], x: number): number {
  const at = (t: number, axis: 0 | 1) => {
    const r = 1 - t;
    return r * r * r * a[axis] + 3 * r * r * t * b[axis] + 3 * r * t * t * c[axis] + t * t * t * d[axis];
  };
  let [low, high] = [0, 1];
  for (let k = 0; k < 30; k++) {
    const middle = (low + high) / 2;
    if (at(middle, 0) < x) low = middle;
    else high = middle;
  }
  return at((low + high) / 2, 1);
}

/** Where the lids meet: the strokes of the closed and of the happy eye, see `drawings/eyes.ts`. */
const MEETING = {
  closed: [
    [-0.62, -0.16],
    [-0.3, -0.42],
    [0.32, -0.42],
    [0.7, -0.08],
  ],
  happy: [
    [-0.6, -0.26],
    [-0.34, 0.34],
    [0.34, 0.36],
    [0.66, -0.2],
  ],
} as const satisfies Record<string, readonly [Point, Point, Point, Point]>;

/** Part of the eye's cell that the lid covers: room for lashes, and no more, for the face soon turns away outwards. */
export const LID_EXTENT = { inner: -0.9, outer: 0.9, top: 0.98, bottom: -0.8 } as const;
/** Columns of the lid, in cells, close together at the corners of the eye. */
const LID_COLUMNS = [
  ...[LID_EXTENT.inner, -0.8, -0.72, -0.64, -0.58, -0.48, -0.36, -0.22, -0.08],
  ...[0.08, 0.22, 0.36, 0.48, 0.58, 0.64, 0.7, 0.8, LID_EXTENT.outer],
];
/** Width of the border in which the lid fades into the face; it never moves. */
export const LID_FADE = 0.1;
/** Ink of the upper lid reaches so far below its line where the eye is tall, in cells. */
const INK_BELOW = 0.035;
/** Lashes and the crease above the lid move with it; so far above their lines there is nothing but skin. */
const ABOVE_LID = 0.2;
const ABOVE_CREASE = 0.08;
/** Height of an eye from which its upper lid has all its ink. */
const TALL = 0.6;

/** The fold above the eye, as it is drawn. */
const creaseOf = ({ inner, upper: [u1, u2], outer }: Lids): readonly [Point, Point, Point, Point] => [
  [inner[0] + 0.1, inner[1] + 0.53],
  [u1[0] + 0.08, u1[1] + 0.17],
  [u2[0], u2[1] + 0.17],
  [outer[0], outer[1] + 0.3],
];

type LidState = "open" | keyof typeof MEETING;

/** Heights of the lid's rows in a column, from the brow down: skin, upper lid, hole, skin. */
function lidRows(character: Character, px: number, state: LidState): number[] {
  const open = lids(eyeShape(character), 1);
  const inside = clamp(px, open.inner[0], open.outer[0]);
  const upper = heightAt([open.inner, open.upper[0], open.upper[1], open.outer], inside);
  const lower = heightAt([open.inner, open.lower[1], open.lower[0], open.outer], inside);
  const ink = INK_BELOW * clamp((upper - lower) / TALL);
  const holeTop = Math.max(lower, upper - ink);
  const crease = heightAt(creaseOf(open), clamp(px, open.inner[0] + 0.1, open.outer[0])) + ABOVE_CREASE;
  const [ceiling, floor] = [LID_EXTENT.top - LID_FADE, LID_EXTENT.bottom + LID_FADE];
  const above = Math.min(ceiling - 0.01, Math.max(upper + ABOVE_LID, crease)) - upper;
  const rest = [upper + above, upper, holeTop, lower, lower - 0.05];
  let rows = rest;
  if (state !== "open") {
    const meeting = heightAt(MEETING[state], inside);
    const shut = [meeting + above, meeting, meeting - ink, meeting - ink, meeting - ink - 0.04];
    // Beside the eye the skin gives way less and less.
    const follows = smooth(LID_EXTENT.outer - LID_FADE, 0.66, Math.abs(px));
    rows = rest.map((y, k) => lerp(y, shut[k] ?? y, follows));
  }
  const [top = 0, , hole = 0, under = 0, last = 0] = rows;
  const fill = (from: number, to: number, count: number) =>
    Array.from({ length: count }, (_, k) => lerp(from, to, (k + 1) / (count + 1)));
  return [
    ...[
      LID_EXTENT.top,
      ceiling,
      ...fill(ceiling, top, 3),
      top,
      rows[1] ?? 0,
      hole,
      ...fill(hole, under, 5),
      under,
      last,
    ],
    ...[...fill(last, floor, 3), floor, LID_EXTENT.bottom],
  ];
}

/** The lids with targets `blinkLeft`, `blinkRight` and `happy`. */
export function buildLids(character: Character, shapes: FaceShapes): FlatMesh {
  const grid = (side: Side, state: LidState) => {
    const open = LID_COLUMNS.map((px) => lidRows(character, px, "open"));
    const moved = LID_COLUMNS.map((px) => lidRows(character, px, state));
    return (face: FaceProportions): Grid =>
      (column, row): FacePoint => {
        const px = LID_COLUMNS[column] ?? 0;
        const drawn = open[column]?.[row] ?? 0;
        const at = inCell(face, side, px, moved[column]?.[row] ?? 0);
        return { ...at, above: ABOVE.lid, u: (px + 1) / 2, v: (drawn + 1) / 2 };
      };
  };
  return bothEyes((side) => {
    const rest = grid(side, "open");
    const shown = (state: LidState) => ({ at: grid(side, state)(character.face) });
    return buildPatch(character.face, {
      columns: LID_COLUMNS.length - 1,
      rows: (lidRows(character, 0, "open").length ?? 1) - 1,
      at: rest(character.face),
      mirrored: side === "right",
      targets: new Map<string, { face?: FaceProportions; at: Grid }>([
        ["blinkLeft", shown(side === "left" ? "closed" : "open")],
        ["blinkRight", shown(side === "right" ? "closed" : "open")],
        ["happy", shown("happy")],
        ...shapeTargets(shapes, rest),
      ]),
    });
  });
}

const bothEyes = (build: (side: Side) => FlatMesh): FlatMesh => join(SIDES.map(build));
