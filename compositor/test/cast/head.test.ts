/** What sits on the head fits every face: glasses, facial hair, earrings; and faces differ where they should. */
import { type BufferGeometry, Vector3 } from "three";
import { describe, expect, it } from "vitest";
import { growHair } from "../../src/cast/hair";
import { addEarrings } from "../../src/cast/head/earrings";
import { buildBrows, buildEyes, buildMouth } from "../../src/cast/head/face-decals";
import { addFacialHair } from "../../src/cast/head/facial-hair";
import { addFrame, buildLenses } from "../../src/cast/head/glasses";
import { FRAMES, isSunglasses, type WornGlasses } from "../../src/cast/head/glasses-shapes";
import { greyShare, greyTemples } from "../../src/cast/head/grey-temples";
import { buildHead } from "../../src/cast/head/head-mesh";
import { drawnHeight, faceDepth, headSection, meanHeight } from "../../src/cast/head/surface";
import { MeshBuilder } from "../../src/cast/kit/mesh-builder";
import { HAIR_COLOURS, SKIN_COLOURS } from "../../src/cast/palettes";
import { type FaceProportions, LOD_DETAIL, type Lod } from "../../src/cast/types";
import { expectOutward, expectSound } from "./soundness";

const LODS = Object.keys(LOD_DETAIL) as Lod[];
const KINDS = Object.keys(FRAMES) as WornGlasses[];
const MEAN: FaceProportions = { jaw: 0, nose: 0, lips: 0, eyes: 0, lashes: 0.6 };
const OVAL = MEAN;
const ROUND: FaceProportions = { ...MEAN, jaw: 0.3, cheeks: 1, length: -0.8 };
const SQUARE: FaceProportions = { ...MEAN, jaw: 1, cheeks: 0.2 };
const LONG: FaceProportions = { ...MEAN, jaw: -0.2, cheeks: -0.7, length: 1 };
const SHAPES = { OVAL, ROUND, SQUARE, LONG };
const skin = SKIN_COLOURS[4] as (typeof SKIN_COLOURS)[number];

function pointsOf(geometry: BufferGeometry): Vector3[] {
  const p = geometry.getAttribute("position");
  return Array.from({ length: p.count }, (_, k) => new Vector3().fromBufferAttribute(p, k));
}

const span = (points: Vector3[], axis: "x" | "y"): number =>
  Math.max(...points.map((p) => p[axis])) - Math.min(...points.map((p) => p[axis]));

/** Depth of `p` below the surface of skull and face, negative outside. */
function depthInside(p: Vector3, face: FaceProportions): number {
  const s = headSection(p.y, face);
  if (Math.abs(p.x) >= s.halfWidth || p.y < drawnHeight(-0.49, face)) return -1;
  return p.z > 0.05 ? faceDepth(p.x, p.y, face) - p.z : -1;
}

describe.each(KINDS)("%s", (kind) => {
  const faces = [...Object.values(SHAPES), { ...MEAN, eyes: 1, nose: 1 }, { ...MEAN, eyes: -1 }];

  it("has a frame and lenses in front of every face", () => {
    for (const face of faces) {
      const frame = new MeshBuilder();
      addFrame(frame, kind, [0.1, 0.1, 0.1], face);
      expectSound(frame.build());
      expectOutward(frame);
      const lenses = buildLenses(kind, face);
      expectSound(lenses.build({ uv: true }));
      for (const point of [...pointsOf(frame.build()), ...pointsOf(lenses.build())])
        expect(depthInside(point, face)).toBeLessThan(0.002);
    }
  });

  it("has lenses that face the front, over the eyes and below the brows", () => {
    const geometry = buildLenses(kind, MEAN).build({ uv: true });
    const points = pointsOf(geometry);
    const index = geometry.getIndex()?.array ?? [];
    const at = (k: number) => points[index[k] ?? 0] as Vector3;
    for (let k = 0; k < index.length; k += 3) {
      const side = at(k + 1)
        .clone()
        .sub(at(k));
      expect(
        side.cross(
          at(k + 2)
            .clone()
            .sub(at(k)),
        ).z,
      ).toBeGreaterThan(0);
    }
    expect(Math.max(...points.map((p) => p.x))).toBeGreaterThan(0.26);
    const browLine = buildBrows(MEAN).build().getAttribute("position");
    let brows = 0;
    for (let k = 0; k < browLine.count; k++) brows += browLine.getY(k) / browLine.count;
    if (isSunglasses(kind)) expect(Math.max(...points.map((p) => p.y))).toBeLessThan(brows - 0.015);
  });
});

it("draws every pair of glasses with an outline of its own", () => {
  const sizes = KINDS.map((kind) => {
    const points = pointsOf(buildLenses(kind, MEAN).build());
    return `${span(points, "x").toFixed(3)} ${span(points, "y").toFixed(3)} ${FRAMES[kind].rim} ${FRAMES[kind].exponent}`;
  });
  expect(new Set(sizes).size).toBe(KINDS.length);
});

describe.each(["full", "goatee", "moustache"] as const)("a %s", (kind) => {
  it.each(Object.entries(SHAPES))("lies on the face: %s", (_name, face) => {
    for (const lod of LODS) {
      const mesh = new MeshBuilder(LOD_DETAIL[lod]);
      addFacialHair(mesh, kind, HAIR_COLOURS.brown, face);
      const geometry = mesh.build({ strand: true });
      expectSound(geometry);
      expectOutward(mesh);
      for (const point of pointsOf(geometry)) expect(depthInside(point, face)).toBeLessThan(0.012);
      expect(mesh.triangleCount).toBeLessThan(1_600);
    }
  });
});

it("paints stubble and a clean chin without a mesh", () => {
  for (const kind of ["none", "stubble"] as const) {
    const mesh = new MeshBuilder();
    addFacialHair(mesh, kind, HAIR_COLOURS.brown, MEAN);
    expect(mesh.triangleCount).toBe(0);
  }
});

it.each(["stud", "hoop", "drop"] as const)("hangs a %s from each ear", (kind) => {
  const mesh = new MeshBuilder();
  addEarrings(mesh, kind);
  expectSound(mesh.build());
  expectOutward(mesh);
  const points = pointsOf(mesh.build());
  for (const p of points) {
    expect(Math.abs(p.x)).toBeGreaterThan(0.36);
    expect(p.y).toBeLessThan(-0.13);
  }
  expect(points.some((p) => p.x > 0) && points.some((p) => p.x < 0)).toBe(true);
});

describe("the four face shapes", () => {
  /** Half widths at cheeks and chin, and the chin's height. */
  const measure = (face: FaceProportions) => {
    const points = pointsOf(buildHead(face, skin).build()).filter((p) => p.z > -0.1);
    const width = (mean: number) =>
      Math.max(...points.filter((p) => Math.abs(p.y - drawnHeight(mean, face)) < 0.02).map((p) => p.x));
    return { cheeks: width(-0.28), chin: width(-0.43), bottom: Math.min(...points.map((p) => p.y)) };
  };

  it("differ in width and length by more than an outline", () => {
    const [oval, round, square, long] = [OVAL, ROUND, SQUARE, LONG].map(measure) as [
      ReturnType<typeof measure>,
      ReturnType<typeof measure>,
      ReturnType<typeof measure>,
      ReturnType<typeof measure>,
    ];
    expect(round.cheeks).toBeGreaterThan(oval.cheeks * 1.06);
    expect(round.bottom).toBeGreaterThan(oval.bottom + 0.03);
    expect(square.chin).toBeGreaterThan(oval.chin * 1.25);
    expect(square.chin).toBeGreaterThan(round.chin * 1.05);
    expect(long.cheeks).toBeLessThan(oval.cheeks * 0.97);
    expect(long.bottom).toBeLessThan(oval.bottom - 0.04);
  });

  it.each(Object.entries(SHAPES))("carry the drawings in front of the skin: %s", (_name, face) => {
    for (const decal of [buildEyes(face), buildBrows(face), buildMouth(face)])
      for (const p of pointsOf(decal.build()))
        if (Math.abs(p.x) < 0.3 && p.y > drawnHeight(-0.48, face)) expect(depthInside(p, face)).toBeLessThan(0);
  });

  it("stretch heights by an invertible rule that leaves eyes and hair alone", () => {
    for (const face of Object.values(SHAPES)) {
      for (const y of [-0.5, -0.3, -0.1, 0.05, 0.4]) expect(meanHeight(drawnHeight(y, face), face)).toBeCloseTo(y, 12);
      expect(drawnHeight(0.05, face)).toBe(0.05);
    }
  });
});

it("greys the temples and nothing else, by the strength it is given", () => {
  expect(greyShare(0.38, -0.05, 0.1)).toBeGreaterThan(0.8);
  expect(greyShare(-0.38, -0.05, 0.1)).toBe(greyShare(0.38, -0.05, 0.1));
  for (const [x, y, z] of [
    [0, 0.5, 0],
    [0, 0.2, 0.4],
    [0.3, 0.1, -0.4],
    [0.4, -0.5, 0.1],
  ] as const)
    expect(greyShare(x, y, z)).toBe(0);
  const brightness = (strength: number) => {
    const { mesh } = growHair("short_crop", HAIR_COLOURS.ink, { detail: 0.5 });
    const geometry = mesh.build({ scale: 2, offset: new Vector3(0, 5, 1) });
    greyTemples(geometry, strength, 2, new Vector3(0, 5, 1));
    return Math.max(...geometry.getAttribute("aBase").array);
  };
  expect(brightness(0.5)).toBeGreaterThan(brightness(0) + 0.1);
  expect(brightness(1)).toBeGreaterThan(brightness(0.5) + 0.1);
});
