/** The head of a performer: skull, drawings on the face, hair with its shadow, glasses. */
import { BufferAttribute, BufferGeometry, DoubleSide, FrontSide, type Vector2, Vector4 } from "three";
import type { Expression } from "../performance/expression";
import { HEAD_CENTRE, HEAD_SCALE } from "./body/skeleton";
import { BROW_MOODS, drawBrows } from "./drawings/brows";
import { toTexture } from "./drawings/canvas";
import { drawEyes, EYE_STATES, type EyeShape } from "./drawings/eyes";
import { drawFacePaint } from "./drawings/face-paint";
import { drawIris } from "./drawings/iris";
import { drawMouths, MOUTH_SHAPES } from "./drawings/mouths";
import { growHair, HAIR_STYLES } from "./hair";
import { addBeard } from "./hair/beard";
import { buildBrows, buildEyes, buildMouth } from "./head/face-decals";
import { addFrame, buildLenses } from "./head/glasses";
import { buildHead } from "./head/head-mesh";
import { mixRgb, type Rgb, scaleRgb } from "./kit/math";
import { type BuildOptions, MeshBuilder } from "./kit/mesh-builder";
import {
  createDecalMaterial,
  createDecalState,
  createEyeMaterial,
  createEyeState,
  createHairShadowMaterial,
  createLensMaterial,
} from "./materials/decals";
import { createToonMaterial, type ToonOptions } from "./materials/toon";
import { CLOTH_COLOURS, HAIR_COLOURS, type HairColours, type SkinColours } from "./palettes";
import { DRAW_ORDER, type Parts } from "./parts";
import { type Character, LOD_DETAIL, type Lod } from "./types";

/** Head units to model units at rest. */
const ON_HEAD: BuildOptions = { scale: HEAD_SCALE, offset: HEAD_CENTRE };

/** Cell size of the drawings in pixels; an eye is about 90 px wide in a close-up at 720 lines. */
const CELL_PX: Readonly<Record<Lod, number>> = { close: 512, medium: 256, wide: 128 };

/** Distance that brings eyes and brows forward through the hair, model units. */
const THROUGH_LIFT = { eyes: 0.16, brows: 0.2 };
const THROUGH_OPACITY = { eyes: 0.38, brows: 0.55 };

const LASH: Rgb = [0.13, 0.07, 0.12];
/** Lashes must stay darker than deep skin. */
const LASH_ON_DEEP_SKIN: Rgb = [0.05, 0.02, 0.05];

export interface Face {
  /** Shows an expression; `gaze` moves the irises, x to the character's left, in cells. */
  show(expression: Expression, gaze: Vector2): void;
}

export function createFace(parts: Parts, character: Character, skin: SkinColours, lod: Lod): Face {
  const detail = LOD_DETAIL[lod];
  const cell = CELL_PX[lod];
  const { face } = character;
  const style = HAIR_STYLES[character.hair_style];
  const hairColours = HAIR_COLOURS[character.hair_colour];
  const coloursOnHead = style.covered ? CLOTH_COLOURS[character.cloth_colour] : hairColours;
  addHead(parts, character, skin, hairColours, lod);

  const eyes = eyeShape(character);
  const eyeState = createEyeState(irisPlace(eyes));
  const eyeAtlas = parts.own(toTexture(drawEyes(eyes, skin, lashColour(character), cell)));
  const iris = parts.own(toTexture(drawIris(character.eye_colour, cell)));
  const eyePatches = buildEyes(face, detail).build({ ...ON_HEAD, uv: true });
  parts.decal(eyePatches, createEyeMaterial(parts.rig, eyeAtlas, iris, eyeState), "eyes", DRAW_ORDER.eyes);

  const browState = createDecalState();
  const browAtlas = parts.own(
    toTexture(drawBrows(browColour(character, skin), character.brow, Math.max(64, cell / 2))),
  );
  const browPatches = buildBrows(face, detail).build({ ...ON_HEAD, uv: true });
  const brow = (through: { lift?: number; opacity?: number }) =>
    createDecalMaterial(parts.rig, browAtlas, BROW_MOODS.length, browState, through);
  parts.decal(browPatches, brow({}), "brows", DRAW_ORDER.eyes);
  if (!style.covered && character.hair_style !== "bald" && character.hair_style !== "buzz") {
    const through = { lift: THROUGH_LIFT.eyes, opacity: THROUGH_OPACITY.eyes };
    const eyesThrough = createEyeMaterial(parts.rig, eyeAtlas, iris, eyeState, through);
    parts.decal(eyePatches, eyesThrough, "eyes-through", DRAW_ORDER.eyesThrough);
    const browsThrough = brow({ lift: THROUGH_LIFT.brows, opacity: THROUGH_OPACITY.brows });
    parts.decal(browPatches, browsThrough, "brows-through", DRAW_ORDER.browsThrough);
  }

  const mouthState = createDecalState();
  const mouthAtlas = parts.own(toTexture(drawMouths(skin, face.lips, Math.max(64, cell / 2))));
  parts.decal(
    buildMouth(face, detail).build({ ...ON_HEAD, uv: true }),
    createDecalMaterial(parts.rig, mouthAtlas, MOUTH_SHAPES.length, mouthState),
    "mouth",
    DRAW_ORDER.mouth,
  );

  addHair(parts, character, skin, coloursOnHead, hairColours, detail);
  addGlasses(parts, character, detail);

  return {
    show(expression, gaze) {
      eyeState.uCell.value = EYE_STATES.indexOf(expression.eyes);
      eyeState.uGaze.value.copy(gaze);
      browState.uCell.value = BROW_MOODS.indexOf(expression.brows);
      mouthState.uCell.value = MOUTH_SHAPES.indexOf(expression.mouth);
      mouthState.uStretch.value.set(1, expression.mouthOpen);
    },
  };
}

export const lashColour = ({ skin_tone }: Character): Rgb => (skin_tone > 7 ? LASH_ON_DEEP_SKIN : LASH);

export function eyeShape({ face }: Character): EyeShape {
  return {
    width: 1,
    height: 0.9 + 0.14 * face.lashes + 0.1 * face.eyes,
    tilt: 0.35,
    lash: face.lashes * 1.25,
    line: 0.82 + 0.22 * face.lashes,
  };
}

/** The iris must touch the upper lid, else the look is startled. */
export const irisPlace = (e: EyeShape): Vector4 =>
  new Vector4(-0.02, 0.11 * e.height, 0.46, 0.57 * Math.min(1, e.height * 1.08));

export function browColour(character: Character, skin: SkinColours): Rgb {
  const hair = HAIR_COLOURS[character.hair_colour].shade;
  const style = HAIR_STYLES[character.hair_style];
  // Covered hair: a natural brow of the skin's own line colour.
  if (style.covered) return mixRgb(scaleRgb(hair, 0.9), skin.line, character.hair_colour === "ink" ? 0 : 0.3);
  return scaleRgb(hair, 0.9);
}

function addHead(parts: Parts, character: Character, skin: SkinColours, hair: HairColours, lod: Lod): void {
  const detail = LOD_DETAIL[lod];
  const paint = drawFacePaint(skin, {
    face: character.face,
    facialHair: character.facial_hair,
    hair: mixRgb(hair.base, hair.shade, 0.4),
    size_px: lod === "close" ? 1024 : 512,
  });
  const material = createToonMaterial(parts.rig, {
    variant: "face",
    map: parts.own(toTexture(paint)),
    skin: skin.base,
    glow: 0.9,
    threshold: 0.56,
    lift: skin.lift,
    deep: skin.deep,
    rim: 0.9,
    stencil: 1,
  });
  const geometry = buildHead(character.face, skin, detail).build({ ...ON_HEAD, uv: true });
  parts.solid(geometry, material, { name: "head", order: DRAW_ORDER.head, outline: {} });
}

const HAIR_SURFACE = {
  strands: { variant: "hair", band: 0.85, softness: 0.02, lift: [0.05, 0.05, 0.06] },
  coils: { variant: "coil", band: 1, softness: 0.02, lift: [0.05, 0.05, 0.05], rim: 0.6 },
  cloth: { variant: "plain", softness: 0.03, rim: 0.55 },
} as const satisfies Record<string, ToonOptions>;

function addHair(
  parts: Parts,
  character: Character,
  skin: SkinColours,
  colours: HairColours,
  under: HairColours,
  detail: number,
): void {
  const style = HAIR_STYLES[character.hair_style];
  const kit = growHair(character.hair_style, colours, { fringe: character.fringe, hairColours: under, skin, detail });
  if (kit.mesh.triangleCount > 0) {
    const geometry = kit.mesh.build({ ...ON_HEAD, strand: true });
    const material = createToonMaterial(parts.rig, {
      rim: rimOn(colours.base),
      ...HAIR_SURFACE[style.surface],
      bandColour: colours.band,
      side: style.surface === "cloth" ? DoubleSide : FrontSide,
    });
    const outline = { width: 0.0115, push: style.inkPush, strand: true };
    parts.solid(geometry, material, { name: "hair", order: DRAW_ORDER.hair, outline });
    parts.decal(frontOf(geometry), createHairShadowMaterial(parts.rig, skin), "hair-shadow", DRAW_ORDER.hairShadow);
  }
  if (character.facial_hair === "full") {
    const beard = new MeshBuilder(detail);
    addBeard(beard, under, character.face);
    const material = createToonMaterial(parts.rig, { variant: "hair", bandColour: under.band, band: 0.3, rim: 0.5 });
    const geometry = beard.build({ ...ON_HEAD, strand: true });
    parts.solid(geometry, material, { name: "beard", order: DRAW_ORDER.hair, outline: { width: 0.006, strand: true } });
  }
}

/** Rims add light, which would wash light hair out to white. */
const rimOn = ([r, g, b]: Rgb): number => 1.1 - 0.75 * (0.3 * r + 0.59 * g + 0.11 * b);

/** The same vertices with only those triangles that can throw a shadow on the face: in front, looking forwards. */
function frontOf(geometry: BufferGeometry): BufferGeometry {
  const front = new BufferGeometry();
  for (const [name, attribute] of Object.entries(geometry.attributes)) front.setAttribute(name, attribute);
  const position = geometry.getAttribute("position");
  const normal = geometry.getAttribute("normal");
  const all = geometry.getIndex()?.array ?? [];
  const kept: number[] = [];
  for (let k = 0; k < all.length; k += 3) {
    const corners = [all[k], all[k + 1], all[k + 2]] as number[];
    const ahead = corners.some(
      (i) => position.getZ(i) > HEAD_CENTRE.z + 0.05 && position.getY(i) > HEAD_CENTRE.y - 0.75,
    );
    if (ahead && corners.some((i) => normal.getZ(i) > -0.1)) kept.push(...corners);
  }
  front.setIndex(new BufferAttribute(new Uint32Array(kept), 1));
  return front;
}

function addGlasses(parts: Parts, character: Character, detail: number): void {
  const kind = character.glasses;
  if (kind === "none") return;
  const frame = new MeshBuilder(detail);
  addFrame(frame, kind, character.glasses_colour, { covered: character.hair_style === "hijab" });
  parts.solid(frame.build(ON_HEAD), createToonMaterial(parts.rig, { rim: 0.6 }), {
    name: "glasses",
    order: DRAW_ORDER.hands,
    outline: { width: 0.005 },
  });
  const tint =
    kind === "sunglasses"
      ? { colour: [0.05, 0.04, 0.09] as Rgb, opacity: 0.93 }
      : { colour: [0.75, 0.85, 1] as Rgb, opacity: 0 };
  const lenses = buildLenses(kind, detail).build({ ...ON_HEAD, uv: true });
  parts.decal(lenses, createLensMaterial(parts.rig, tint), "lenses", DRAW_ORDER.lenses);
}
