/** The whole library as files: every value that a `Character` can take, one file per part. */
import schema from "../../../schema/draw-request.schema.json";
import { HAND_SHAPES } from "../body/hands";
import { HAIR_STYLES } from "../hair";
import type { Character, Fringe, HairStyle, Lod } from "../types";
import type { FaceShapes } from "./eyes";
import { faceParts, headPart, isHand, isOutfit, partsOf } from "./parts";
import type { Part } from "./surface";

export interface LibraryEntry {
  /** Folder and name, as in `hair/bob-side`. */
  id: string;
  /** Whose colours the file has; any other is a change of material. */
  character: Character;
  parts: Part[];
}

const { Character: description, FaceProportions: proportions } = schema.definitions;

/** The values of a character's field, from the contract; none for a field that is not a choice. */
export function valuesOf(field: string): readonly string[] {
  const properties = description.properties as Record<string, { enum?: readonly string[] }>;
  return properties[field]?.enum ?? [];
}

const defaults = Object.fromEntries(
  Object.entries(description.properties).flatMap(([name, field]) =>
    "default" in field ? [[name, field.default]] : [],
  ),
);

/** Mean proportions and the colours that the library is shown in; everything else as the contract has it by default. */
export const MEAN = {
  ...defaults,
  skin_tone: 4,
  hair_style: "bald",
  hair_colour: "brown",
  fringe: "none",
} as Character;

/** The two ends of every proportion of the face that has a mean, by the name of the morph target. */
export const FACE_SHAPES: FaceShapes = new Map(
  Object.entries(proportions.properties)
    .filter(([, range]) => range.minimum === -1)
    .flatMap(([name]) => [
      [`${name}Less`, { ...MEAN.face, [name]: -1 }] as const,
      [`${name}More`, { ...MEAN.face, [name]: 1 }] as const,
    ]),
);

/** Folders of parts that one field of a character chooses, and the meshes that they hold. */
const CHOSEN: readonly { folder: string; field: string; wanted: (name: string) => boolean }[] = [
  { folder: "glasses", field: "glasses", wanted: (name) => name === "glasses" || name === "lenses" },
  { folder: "earrings", field: "earrings", wanted: (name) => name === "earrings" },
  { folder: "outfits", field: "outfit", wanted: isOutfit },
];

/** @param lod of all but the head: coarser, that has no vertices where noses and lips differ */
export function* libraryEntries(lod: Lod): Generator<LibraryEntry> {
  yield { id: "head", character: MEAN, parts: [headPart(MEAN, FACE_SHAPES, "close"), ...faceParts(MEAN, FACE_SHAPES)] };
  for (const brow of valuesOf("brow")) {
    const character = { ...MEAN, brow } as Character;
    const parts = faceParts(character, FACE_SHAPES).filter(({ name }) => name === "brows");
    yield { id: `brows/${brow}`, character, parts };
  }
  for (const style of Object.keys(HAIR_STYLES) as HairStyle[]) yield* hairEntries(style, lod);
  for (const { folder, field, wanted } of CHOSEN)
    for (const value of valuesOf(field).filter((each) => each !== "none")) {
      const character = { ...MEAN, [field]: value } as Character;
      yield { id: `${folder}/${value}`, character, parts: partsOf(character, lod, wanted) };
    }
  for (const value of valuesOf("facial_hair").filter((each) => each !== "none")) {
    const character = { ...MEAN, facial_hair: value } as Character;
    yield { id: `facial-hair/${value}`, character, parts: facialHairParts(character, lod) };
  }
  for (const shape of HAND_SHAPES)
    yield { id: `hands/${shape}`, character: MEAN, parts: partsOf(MEAN, lod, isHand(shape)) };
  yield { id: "props/microphone", character: MEAN, parts: partsOf(MEAN, lod, (name) => name === "microphone") };
}

/** A style once per fringe that changes it; a bald head has no file. */
function* hairEntries(style: HairStyle, lod: Lod): Generator<LibraryEntry> {
  const seen = new Set<string>();
  for (const fringe of valuesOf("fringe") as readonly Fringe[]) {
    const character = { ...MEAN, hair_style: style, fringe };
    const parts = partsOf(character, lod, (name) => name === "hair");
    const shape = parts.flatMap(({ pieces }) => pieces.map(({ mesh }) => mesh.position.join())).join();
    if (parts.length === 0 || seen.has(shape)) continue;
    seen.add(shape);
    yield { id: `hair/${style}-${fringe}`, character, parts };
  }
}

/** The front of the face with the hair painted on it, in place of the head's own front, and the mesh of a beard. */
function facialHairParts(character: Character, lod: Lod): Part[] {
  const parts = partsOf(character, lod, (name) => name === "head" || name === "beard");
  return parts.map(({ name, pieces }) =>
    name === "head"
      ? { name: "face", pieces: pieces.filter(({ surface }) => surface.picture === "face") }
      : { name, pieces },
  );
}
