/** The whole library as files: every value that a `Character` can take, one file per part. */
import schema from "../../../schema/draw-request.schema.json";
import { HAND_SHAPES } from "../body/hands";
import { HAIR_STYLES } from "../hair";
import { skinColours } from "../palettes";
import type { Character, FacialHair, Fringe, GlassesStyle, HairStyle, Outfit } from "../types";
import { NO_SHAPES } from "./eyes";
import {
  beardPart,
  FACE_SHAPES,
  faceParts,
  glassesPart,
  hairPart,
  handsPart,
  headPart,
  microphonePart,
  outfitPart,
} from "./parts";
import type { Part } from "./surface";

export interface LibraryEntry {
  /** Folder and name, as in `hair/bob-side`. */
  id: string;
  /** Whose colours the file has; any other is a change of material. */
  character: Character;
  parts: Part[];
}

/** The values of a character's field, from the contract. */
export function valuesOf<Field extends "fringe" | "glasses" | "facial_hair" | "outfit" | "brow">(
  field: Field,
): readonly Character[Field][] {
  return schema.definitions.Character.properties[field].enum as unknown as readonly Character[Field][];
}

/** Mean proportions and the colours that the library is shown in. */
export const MEAN: Character = {
  skin_tone: 4,
  hair_style: "bald",
  hair_colour: "brown",
  fringe: "none",
  cloth_colour: "rose",
  eye_colour: [0.35, 0.25, 0.2],
  brow: "regular",
  glasses: "none",
  glasses_colour: [0.08, 0.08, 0.1],
  facial_hair: "none",
  face: { jaw: 0, nose: 0, lips: 0, eyes: 0, lashes: 0.6 },
  outfit: "night_suit",
};

/** Coarser, a head has no vertices where noses and lips differ. */
const HEAD_DETAIL = 1;

/** @param detail of the other meshes, 1 for a close-up */
export function* libraryEntries(detail: number): Generator<LibraryEntry> {
  const shapes = new Map([...FACE_SHAPES].map(([name, change]) => [name, { ...MEAN.face, ...change }]));
  yield { id: "head", character: MEAN, parts: [headPart(MEAN, shapes, HEAD_DETAIL), ...faceParts(MEAN, shapes)] };
  for (const brow of valuesOf("brow")) {
    const character = { ...MEAN, brow };
    yield {
      id: `brows/${brow}`,
      character,
      parts: faceParts(character, shapes).filter(({ name }) => name === "brows"),
    };
  }
  for (const style of Object.keys(HAIR_STYLES) as HairStyle[]) yield* hairEntries(style, detail);
  yield* simple<FacialHair>("facial-hair", "facial_hair", valuesOf("facial_hair"), (character) =>
    facialHairParts(character, detail),
  );
  yield* simple<GlassesStyle>("glasses", "glasses", valuesOf("glasses"), (character) => [
    glassesPart(character, detail),
  ]);
  yield* simple<Outfit>("outfits", "outfit", valuesOf("outfit"), (character) => [outfitPart(character, detail)]);
  const skin = skinColours(MEAN.skin_tone);
  for (const shape of HAND_SHAPES)
    yield { id: `hands/${shape}`, character: MEAN, parts: [handsPart(shape, skin, detail)] };
  yield { id: "props/microphone", character: MEAN, parts: [microphonePart(detail)] };
}

/** A style once per fringe that changes it; a bald head has no file. */
function* hairEntries(style: HairStyle, detail: number): Generator<LibraryEntry> {
  const seen = new Set<string>();
  for (const fringe of valuesOf("fringe") as readonly Fringe[]) {
    const character = { ...MEAN, hair_style: style, fringe };
    const part = hairPart(character, detail);
    const shape = part.pieces.map(({ mesh }) => mesh.position.join()).join();
    if (part.pieces.length === 0 || seen.has(shape)) continue;
    seen.add(shape);
    yield { id: `hair/${style}-${fringe}`, character, parts: [part] };
  }
}

function* simple<Value extends string>(
  folder: string,
  field: "facial_hair" | "glasses" | "outfit",
  values: readonly Value[],
  build: (character: Character) => Part[],
): Generator<LibraryEntry> {
  for (const value of values) {
    if (value === "none") continue;
    const character = { ...MEAN, [field]: value } as Character;
    yield { id: `${folder}/${value}`, character, parts: build(character) };
  }
}

/** The front of the face with the hair painted on it, in place of the head's own front, and the mesh of a full beard. */
function facialHairParts(character: Character, detail: number): Part[] {
  const head = headPart(character, NO_SHAPES, detail);
  const front = { name: "face", pieces: head.pieces.filter(({ surface }) => surface.picture === "face") };
  return character.facial_hair === "full" ? [front, beardPart(character, detail)] : [front];
}
