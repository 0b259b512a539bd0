/** The parts of a character as meshes with surfaces: what the generator draws, for files. */
import type { BufferGeometry } from "three";
import { addArms } from "../body/arms";
import { buildHand, buildMicrophone, type HandShape } from "../body/hands";
import { buildLowerBody } from "../body/lower-body";
import { JOINTS, SIDES } from "../body/skeleton";
import { addBow, addCollar, addNeck, buildJacket } from "../body/torso";
import { ON_HEAD } from "../face";
import { growHair, HAIR_STYLES } from "../hair";
import { addBeard } from "../hair/beard";
import { addFrame, buildLenses } from "../head/glasses";
import { buildHead } from "../head/head-mesh";
import type { Rgb } from "../kit/math";
import { MeshBuilder } from "../kit/mesh-builder";
import {
  CLOTH_COLOURS,
  clothShade,
  HAIR_COLOURS,
  type HairColours,
  OUTFIT_COLOURS,
  type SkinColours,
  skinColours,
} from "../palettes";
import type { Character, FaceProportions } from "../types";
import { buildIrises, buildLids, buildWhites, type FaceShapes } from "./eyes";
import { difference, type FlatMesh, flatten, split } from "./flat-mesh";
import { hairMap } from "./hair-sheet";
import { buildBrowPatches, buildMouths } from "./mouth";
import { drawing, type Part, pictured, plain, type Surface, type SurfaceOptions } from "./surface";

/** Below this share of an ink line's width there is none. */
const LEAST_INK = 0.05;
const FACE_THRESHOLD = 0.56;
const HAND = { threshold: 0.52, ink_units: 0.009 } as const;

/** One piece per colour of the geometry; `known` may name a surface for the colours (base, shade, has ink). */
export function byColour(
  geometry: BufferGeometry,
  options: SurfaceOptions,
  known?: (base: Rgb, shade: Rgb, name: string, options: SurfaceOptions) => Surface | null,
): Part["pieces"] {
  const mesh = flatten(geometry);
  const at = (name: string, vertex: number) => {
    const attribute = geometry.getAttribute(name);
    return [attribute.getX(vertex), attribute.getY(vertex), attribute.getZ(vertex)] as unknown as Rgb;
  };
  const surfaces = new Map<string, Surface>();
  const pieces = split(mesh, ([corner]) => {
    const [base, shade] = [at("aBase", corner), at("aShade", corner)];
    const inked = geometry.getAttribute("aTune").getX(corner) >= LEAST_INK;
    const name = `${hex(base)}-${hex(shade)}${inked ? "" : "-bare"}`;
    if (!surfaces.has(name)) {
      const own = inked ? options : { ...options, ink_units: 0 };
      surfaces.set(name, known?.(base, shade, name, own) ?? plain(name, base, shade, own));
    }
    return name;
  });
  return [...pieces].map(([name, piece]) => ({
    surface: surfaces.get(name) as Surface,
    mesh: withoutUnusedMap(piece, surfaces.get(name) as Surface),
  }));
}

const withoutUnusedMap = (mesh: FlatMesh, surface: Surface): FlatMesh =>
  surface.picture ? mesh : { ...mesh, uv: null };

const hex = (colour: Rgb): string =>
  colour
    .map((v) =>
      Math.round(Math.min(1, Math.max(0, v)) * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("");

const same = (a: Rgb, b: Rgb): boolean => hex(a) === hex(b);

/** What the two shape targets of every proportion do to the mean face. */
export const FACE_SHAPES: ReadonlyMap<string, Partial<FaceProportions>> = new Map(
  (["jaw", "nose", "lips", "eyes"] as const).flatMap((name): [string, Partial<FaceProportions>][] => [
    [`${name}Less`, { [name]: -1 }],
    [`${name}More`, { [name]: 1 }],
  ]),
);

/** The skin of head, face and ears. The picture covers what looks forwards. */
export function headPart(character: Character, shapes: FaceShapes, detail: number): Part {
  const skin = skinColours(character.skin_tone);
  const build = (face: FaceProportions) => buildHead(face, skin, detail).build({ ...ON_HEAD, uv: true });
  const geometry = build(character.face);
  const mesh = flatten(geometry);
  const targets = [...shapes].map(
    ([name, face]) => [name, difference(mesh.position, flatten(build(face)).position)] as const,
  );
  const options = { threshold: FACE_THRESHOLD };
  const face = pictured("face", skin.base, skin.shade, options);
  const back = plain("skin", skin.base, skin.shade, options);
  const ears = plain("ears", skin.shade, skin.line, { ...options, ink_units: 0 });
  const base = geometry.getAttribute("aBase");
  const pieces = split({ ...mesh, targets: new Map(targets) }, (corners) => {
    const [first] = corners;
    if (!same([base.getX(first), base.getY(first), base.getZ(first)], skin.base)) return "ears";
    const forwards = corners.reduce((sum, k) => sum + (mesh.normal[k * 3 + 2] ?? 0), 0) / 3;
    return forwards > 0.13 && corners.every((k) => Math.abs((mesh.uv?.[k * 2] ?? 0) - 0.5) < 0.45) ? "face" : "back";
  });
  const surfaces: Record<string, Surface> = { face, back, ears };
  return {
    name: "head",
    pieces: [...pieces].map(([name, piece]) => ({
      surface: surfaces[name] as Surface,
      mesh: withoutUnusedMap(piece, surfaces[name] as Surface),
    })),
  };
}

/** Eyes, brows and mouth. */
export function faceParts(character: Character, shapes: FaceShapes): Part[] {
  const skin = skinColours(character.skin_tone);
  const lid: Surface = {
    ...pictured("lids", skin.base, skin.shade, { threshold: FACE_THRESHOLD, ink_units: 0 }),
    layer: 2,
  };
  const white: Surface = {
    ...plain("eye-white", [0.96, 0.95, 0.98], [0.96, 0.95, 0.98], { ink_units: 0 }),
    unlit: true,
  };
  return [
    { name: "eye-whites", pieces: [{ surface: white, mesh: { ...buildWhites(character, shapes), uv: null } }] },
    { name: "irises", pieces: [{ surface: drawing("iris", 1), mesh: buildIrises(character, shapes) }] },
    { name: "lids", pieces: [{ surface: lid, mesh: buildLids(character, shapes) }] },
    { name: "brows", pieces: [{ surface: drawing("brows", 3), mesh: buildBrowPatches(character, shapes) }] },
    { name: "mouth", pieces: [{ surface: drawing("mouth", 4), mesh: buildMouths(character, shapes) }] },
  ];
}

/** Hair or headwear; no piece for a bald head. */
export function hairPart(character: Character, detail: number): Part {
  const { colours, under } = hairColoursOf(character);
  const skin = skinColours(character.skin_tone);
  const style = HAIR_STYLES[character.hair_style];
  const kit = growHair(character.hair_style, colours, { fringe: character.fringe, hairColours: under, skin, detail });
  if (kit.mesh.triangleCount === 0) return { name: "hair", pieces: [] };
  const geometry = kit.mesh.build({ ...ON_HEAD, uv: true, strand: true });
  const drawn = style.surface !== "cloth";
  if (drawn) geometry.setAttribute("uv", hairMap(geometry, style.surface === "coils"));
  const options = { ink_units: style.surface === "coils" ? 0 : 0.0115, doubleSided: style.surface === "cloth" };
  const own = (base: Rgb, shade: Rgb, name: string, bare: SurfaceOptions): Surface | null =>
    drawn && same(base, colours.base)
      ? { ...pictured("hair", base, shade, bare), name: name.endsWith("-bare") ? "hair-bare" : "hair" }
      : null;
  return { name: "hair", pieces: byColour(geometry, options, own) };
}

/** Colours on the head (the cloth's where it covers the hair) and of the hair itself. */
export function hairColoursOf(character: Character): { colours: HairColours; under: HairColours } {
  const under = HAIR_COLOURS[character.hair_colour];
  const { covered } = HAIR_STYLES[character.hair_style];
  return { colours: covered ? CLOTH_COLOURS[character.cloth_colour] : under, under };
}

/** The mesh of a full beard; its edge, and all other facial hair, is painted on the face. */
export function beardPart(character: Character, detail: number): Part {
  const beard = new MeshBuilder(detail);
  addBeard(beard, HAIR_COLOURS[character.hair_colour], character.face);
  return { name: "beard", pieces: byColour(beard.build(ON_HEAD), { ink_units: 0.006 }) };
}

export function glassesPart(character: Character, detail: number): Part {
  const kind = character.glasses;
  if (kind === "none") return { name: "glasses", pieces: [] };
  const frame = new MeshBuilder(detail);
  addFrame(frame, kind, character.glasses_colour, { covered: character.hair_style === "hijab" });
  const tint: Rgb = kind === "sunglasses" ? [0.05, 0.04, 0.09] : [0.9, 0.95, 1];
  const lens: Surface = {
    ...plain("lenses", tint, tint, { ink_units: 0 }),
    layer: 6,
    opacity: kind === "sunglasses" ? 0.8 : 0.07,
    unlit: true,
  };
  const lenses = flatten(buildLenses(kind, detail).build(ON_HEAD));
  return {
    name: "glasses",
    pieces: [...byColour(frame.build(ON_HEAD), { ink_units: 0.005 }), { surface: lens, mesh: lenses }],
  };
}

/** Everything from the neck down but the hands. */
export function outfitPart(character: Character, detail: number): Part {
  const skin = skinColours(character.skin_tone);
  const outfit = OUTFIT_COLOURS[character.outfit];
  const upper = new MeshBuilder(detail);
  addNeck(upper, skin);
  addCollar(upper, outfit);
  addBow(upper, outfit);
  addArms(upper, outfit, skin);
  const jacket = flatten(buildJacket(detail).build({ uv: true }));
  const surface = pictured("jacket", outfit.jacket, clothShade(outfit.jacket));
  return {
    name: "outfit",
    pieces: merged([
      ...byColour(upper.build(), {}),
      ...byColour(buildLowerBody(outfit, skin, detail).build(), {}),
      { surface, mesh: jacket },
    ]),
  };
}

export function handsPart(shape: HandShape, skin: SkinColours, detail: number): Part {
  const pieces = SIDES.flatMap((side) =>
    byColour(buildHand(side, shape, skin, detail).build({ offset: JOINTS[`${side}Hand`] }), HAND),
  );
  return { name: "hands", pieces: merged(pieces) };
}

export function microphonePart(detail: number): Part {
  return {
    name: "microphone",
    pieces: byColour(buildMicrophone(detail).build({ offset: JOINTS.rightHand }), { ink_units: 0.009 }),
  };
}

/** Pieces of the same surface become one. */
function merged(pieces: Part["pieces"]): Part["pieces"] {
  const found = new Map<string, Part["pieces"][number]>();
  for (const piece of pieces) {
    const other = found.get(piece.surface.name);
    found.set(piece.surface.name, other ? { surface: other.surface, mesh: joined(other.mesh, piece.mesh) } : piece);
  }
  return [...found.values()];
}

function joined(a: FlatMesh, b: FlatMesh): FlatMesh {
  const concat = (x: Float32Array, y: Float32Array) => Float32Array.from([...x, ...y]);
  const first = a.position.length / 3;
  return {
    position: concat(a.position, b.position),
    normal: concat(a.normal, b.normal),
    uv: null,
    bones: concat(a.bones, b.bones),
    index: Uint32Array.from([...a.index, ...b.index.map((vertex) => vertex + first)]),
    targets: new Map(),
  };
}

/** All parts of one character, hands relaxed, microphone put away. */
export function characterParts(character: Character, detail: number): Part[] {
  const skin = skinColours(character.skin_tone);
  const parts = [
    headPart(character, new Map(), detail),
    ...faceParts(character, new Map()),
    hairPart(character, detail),
    glassesPart(character, detail),
    outfitPart(character, detail),
    handsPart("relaxed", skin, detail),
  ];
  if (character.facial_hair === "full") parts.push(beardPart(character, detail));
  return parts.filter(({ pieces }) => pieces.length > 0);
}
