/** Every part that a character can have is sound geometry: finite, unit normals, faces outwards, within its budget. */
import { describe, expect, it } from "vitest";
import { buildBody } from "../../src/cast/body";
import { buildHand, buildMicrophone, HAND_SHAPES } from "../../src/cast/body/hands";
import { SIDES } from "../../src/cast/body/skeleton";
import { WARDROBE } from "../../src/cast/body/wardrobe";
import { growHair, HAIR_STYLES } from "../../src/cast/hair";
import { buildBrows, buildEyes, buildMouth } from "../../src/cast/head/face-decals";
import { buildHead } from "../../src/cast/head/head-mesh";
import { HAIR_COLOURS, SKIN_COLOURS } from "../../src/cast/palettes";
import { type FaceProportions, type Fringe, type HairStyle, LOD_DETAIL, type Lod } from "../../src/cast/types";
import { expectOutward, expectSound, firstBad, type Part, signedVolume } from "./soundness";

const LODS = Object.keys(LOD_DETAIL) as Lod[];
const STYLES = Object.keys(HAIR_STYLES) as HairStyle[];
const FRINGES: Fringe[] = ["none", "side", "full"];
const MEAN: FaceProportions = { jaw: 0, nose: 0, lips: 0, eyes: 0, lashes: 0.6 };
const FACES: FaceProportions[] = [
  MEAN,
  { jaw: -1, cheeks: -1, length: 1, nose: -1, lips: -1, eyes: -1, lashes: 0 },
  { jaw: 1, cheeks: 1, length: -1, nose: 1, lips: 1, eyes: 1, lashes: 1 },
];
const skin = SKIN_COLOURS[4] as (typeof SKIN_COLOURS)[number];
const hair = HAIR_COLOURS.brown;

/** Most triangles of one head of hair; the ink hull doubles them. */
const HAIR_BUDGET: Record<Lod, number> = { close: 26_000, medium: 12_500, wide: 7_000 };

describe.each(STYLES)("hair style %s", (style) => {
  it.each([
    ["none", "close"],
    ["side", "medium"],
    ["full", "wide"],
  ] as const)("is sound with fringe %s in a %s view", (fringe, lod) => {
    {
      const { mesh } = growHair(style, hair, { fringe, detail: LOD_DETAIL[lod] });
      expectSound(mesh.build({ strand: true, uv: true }));
      expectOutward(mesh);
      expect(mesh.triangleCount).toBeLessThan(HAIR_BUDGET[lod]);
      if (style !== "bald") expect(mesh.triangleCount).toBeGreaterThan(300);
    }
  });

  it("grows the same hair twice", () => {
    const one = growHair(style, hair, { detail: 0.5 }).mesh.build({ strand: true });
    const other = growHair(style, hair, { detail: 0.5 }).mesh.build({ strand: true });
    expect(one.getAttribute("position").array).toEqual(other.getAttribute("position").array);
    expect(one.getIndex()?.array).toEqual(other.getIndex()?.array);
  });
});

it("draws a fringe on every style that shows hair over the forehead", () => {
  const reacts = STYLES.filter((style) => {
    const shapes = FRINGES.map((fringe) => {
      const { array } = growHair(style, hair, { fringe, detail: 0.5 }).mesh.build().getAttribute("position");
      return (array as Float32Array).reduce((sum, value) => sum + value, 0);
    });
    return new Set(shapes).size > 1;
  });
  expect(reacts).toEqual(
    expect.arrayContaining([
      "long_straight",
      "long_wavy",
      "bob",
      "two_block",
      "short_crop",
      "braids",
      "curly_long",
      "pixie",
      "twist_out",
      "twin_tails",
      "cap",
    ]),
  );
});

describe("the head", () => {
  it.each(FACES)("is sound with jaw $jaw, nose $nose", (face) => {
    for (const lod of LODS) {
      const head = buildHead(face, skin, LOD_DETAIL[lod]);
      expectSound(head.build({ uv: true }));
      expectOutward(head);
      expect(signedVolume(head.build(), head.parts[0] as Part)).toBeGreaterThan(0.2);
      for (const decal of [buildEyes(face), buildBrows(face), buildMouth(face)]) expectSound(decal.build({ uv: true }));
    }
  });

  it("widens and narrows with the jaw, and the nose with its width", () => {
    const width = (face: FaceProportions) => {
      const p = buildHead(face, skin).build().getAttribute("position");
      let widest = 0;
      for (let k = 0; k < p.count; k++) if (Math.abs(p.getY(k) + 0.4) < 0.03) widest = Math.max(widest, p.getX(k));
      return widest;
    };
    expect(width({ ...MEAN, jaw: -1 })).toBeLessThan(width(MEAN));
    expect(width({ ...MEAN, jaw: 1 })).toBeGreaterThan(width(MEAN) * 1.1);
  });
});

describe("the body", () => {
  const OUTFITS = Object.entries(WARDROBE);

  it.each(OUTFITS)("is sound in the outfit %s, stands on the floor and stays within its budget", (_name, outfit) => {
    for (const lod of LODS) {
      const { upper, trunk, lower } = buildBody(outfit, skin, LOD_DETAIL[lod]);
      for (const mesh of [upper, trunk, lower]) {
        expectSound(mesh.build({ uv: true, sway: true, hem: true }));
        expectOutward(mesh);
      }
      const triangles = upper.triangleCount + trunk.triangleCount + lower.triangleCount;
      expect(triangles).toBeLessThan({ close: 11_500, medium: 6_200, wide: 3_600 }[lod]);
      const y = lower
        .build()
        .getAttribute("position")
        .array.filter((_, k) => k % 3 === 1);
      expect(Math.min(...y)).toBeCloseTo(0, 3);
    }
  });

  it("lets hems sway and holds everything else", () => {
    const swaying = OUTFITS.filter(([, outfit]) => {
      const { upper, trunk, lower } = buildBody(outfit, skin, LOD_DETAIL.wide);
      const sways = [upper, trunk, lower].flatMap((mesh) => [
        ...mesh.build({ sway: true }).getAttribute("aSway").array,
      ]);
      expect(Math.max(...sways)).toBeLessThanOrEqual(1);
      expect(sways.filter((sway) => sway === 0).length).toBeGreaterThan(sways.length / 3);
      return Math.max(...sways) > 0.1;
    });
    expect(swaying.map(([name]) => name)).toEqual(
      OUTFITS.filter(([, { cut, bottom }]) => cut !== "bomber" || bottom === "skirt").map(([name]) => name),
    );
  });

  it("lets the hem of a gown, and nothing else, follow the shins", () => {
    for (const [, outfit] of OUTFITS) {
      const { upper, trunk, lower } = buildBody(outfit, skin, LOD_DETAIL.wide);
      for (const mesh of [upper, trunk, lower]) {
        const geometry = mesh.build({ hem: true });
        const hem = geometry.getAttribute("aHem");
        const y = geometry.getAttribute("position");
        const follows = outfit.cut === "gown" && mesh === trunk;
        const wrong = (k: number) =>
          follows && y.getY(k) < 0.6 ? hem.getX(k) !== 1 : y.getY(k) > 2.5 && hem.getX(k) > 0;
        expect(firstBad(hem.count, wrong)).toBe(-1);
        if (!follows) expect(Math.max(...hem.array)).toBe(0);
      }
    }
  });

  it.each(OUTFITS.filter(([, { cut }]) => cut === "coat" || cut === "gown"))(
    "shows no skin between chin and wrists in %s",
    (_name, outfit) => {
      const { upper, lower } = buildBody(outfit, skin);
      for (const mesh of [upper, lower]) {
        const geometry = mesh.build();
        const base = geometry.getAttribute("aBase");
        const position = geometry.getAttribute("position");
        const bare = firstBad(base.count, (k) => {
          const isSkin = Math.abs(base.getX(k) - skin.base[0]) + Math.abs(base.getZ(k) - skin.base[2]) < 1e-6;
          const [x, y] = [Math.abs(position.getX(k)), position.getY(k)];
          // The neck lies inside the high collar up to 4.6, the wrists reach the hand's joint.
          return isSkin && !(x < 0.16 && y > 4.3) && !(x > 1.35 && y < 3.25);
        });
        expect(bare).toBe(-1);
      }
    },
  );

  it.each(HAND_SHAPES)("has hands in the shape %s, each the other's mirror image", (shape) => {
    const [left, right] = SIDES.map((side) => buildHand(side, shape, skin));
    if (!left || !right) throw new Error("two hands are expected");
    for (const hand of [left, right]) {
      expectSound(hand.build());
      expectOutward(hand);
    }
    const l = left.build().getAttribute("position");
    const r = right.build().getAttribute("position");
    for (let k = 0; k < l.count; k++) expect(r.getZ(k)).toBeCloseTo(-l.getZ(k), 9);
  });

  it("holds a microphone", () => {
    expectSound(buildMicrophone().build());
    expectOutward(buildMicrophone());
  });
});
