/**
 * The parts of a character as meshes with surfaces, for files. They are taken from a performer as it is drawn, so whatever
 * the generator learns to make is written too; only eyes, brows and mouth are built anew (`eyes.ts`, `mouth.ts`), since
 * their drawings change in ways that files do not have.
 */
import { type BufferGeometry, DoubleSide, Mesh, type ShaderMaterial, type Vector3, type Vector4 } from "three";
import type { HandShape } from "../body/hands";
import type { Rgb } from "../kit/math";
import { clothShade, type SkinColours, skinColours } from "../palettes";
import { createPerformer, type Performer } from "../performer";
import type { Character, Lod } from "../types";
import { buildIrises, buildLids, buildWhites, type FaceShapes, NO_SHAPES } from "./eyes";
import { difference, type FlatMesh, flatten, split } from "./flat-mesh";
import { hairMap } from "./hair-sheet";
import { buildBrowPatches, buildMouths } from "./mouth";
import { withoutDrawing } from "./silent-canvas";
import { drawing, type Part, pictured, plain, type Surface, type SurfaceOptions } from "./surface";

/** Below this share of an ink line's width there is none. */
const LEAST_INK = 0.05;
/** An ink hull moved back this far (model units) draws no line that a file could hold. */
const MOST_PUSH = 0.1;
const FACE_THRESHOLD = 0.56;
/** More colours than this in one mesh are a gradient: they are rounded, for each is a draw call. */
const MOST_COLOURS = 12;
const ROUNDED = 16;
const DRAWN_ANEW = new Set(["eyes", "brows", "mouth", "eyes-through", "brows-through", "hair-shadow"]);
/** What belongs to the head, by the name of the mesh; everything else is an outfit, a hand or a prop. */
const ON_THE_HEAD = new Set(["head", "hair", "beard", "glasses", "lenses", "earrings"]);

/** A performer's meshes by name, ink hulls left out, and the ink's width in model units. */
interface Harvest {
  performer: Performer;
  meshes: Map<string, { mesh: Mesh; ink_units: number }>;
}

export function harvest(character: Character, lod: Lod): Harvest {
  const performer = withoutDrawing(() => createPerformer(character, { seed: 0, lod }));
  const all = performer.root.children.filter((child) => child instanceof Mesh);
  const hull = (name: string) =>
    all.find((mesh) => mesh.name === `${name}-ink`)?.material as ShaderMaterial | undefined;
  const meshes = new Map<string, { mesh: Mesh; ink_units: number }>();
  for (const mesh of all) {
    if (DRAWN_ANEW.has(mesh.name) || mesh.name.endsWith("-ink")) continue;
    const { uWidth, uPush } = hull(mesh.name)?.uniforms ?? {};
    meshes.set(mesh.name, { mesh, ink_units: uWidth && uPush?.value < MOST_PUSH ? uWidth.value : 0 });
  }
  return { performer, meshes };
}

/** The parts of a character that `wanted` says yes to, by the name of the mesh. */
export function partsOf(character: Character, lod: Lod, wanted: (name: string) => boolean): Part[] {
  const { performer, meshes } = harvest(character, lod);
  const skin = skinColours(character.skin_tone);
  const groups = new Map<string, Part["pieces"]>();
  for (const [name, { mesh, ink_units }] of meshes) {
    if (!wanted(name)) continue;
    const group = groupOf(name);
    const pieces =
      name === "head" ? headPieces(flatten(mesh.geometry), mesh.geometry, skin) : piecesOf(mesh, ink_units);
    groups.set(group, merged([...(groups.get(group) ?? []), ...pieces]));
  }
  performer.dispose();
  return [...groups].map(([name, pieces]) => ({ name, pieces }));
}

export const isOutfit = (name: string): boolean =>
  !ON_THE_HEAD.has(name) && name !== "microphone" && !/-hand-/.test(name);
export const isHand =
  (shape: HandShape) =>
  (name: string): boolean =>
    name.endsWith(`-hand-${shape}`);

/** The name of the node that holds a mesh. */
function groupOf(name: string): string {
  if (/-hand-/.test(name)) return "hands";
  if (name === "lenses") return "glasses";
  return isOutfit(name) ? "outfit" : name;
}

function piecesOf(mesh: Mesh, ink_units: number): Part["pieces"] {
  const material = mesh.material as ShaderMaterial;
  const { geometry, name } = mesh;
  if (material.uniforms.uTint) return [withMap(flatten(geometry), lens(material.uniforms.uTint.value))];
  const ramp = material.uniforms.uRamp?.value as Vector4;
  const options: SurfaceOptions = {
    threshold: ramp.x + 1 / (2 * ramp.y),
    ink_units,
    doubleSided: material.side === DoubleSide,
  };
  if (material.uniforms.uMap?.value) {
    // The shader derives the shade from the picture as it does from cloth; in between lies one ratio.
    const surface = { ...pictured("cloth", MIDDLE, clothShade(MIDDLE), options), name };
    return [{ surface, mesh: flatten(geometry) }];
  }
  if (name !== "hair" || !geometry.hasAttribute("aStrand") || !("STRAND" in material.defines))
    return byColour(geometry, options);
  geometry.setAttribute("uv", hairMap(geometry, "COIL" in material.defines));
  const base = commonBase(geometry);
  return byColour(geometry, options, (colour, shade, key, own) =>
    same(colour, base)
      ? { ...pictured("hair", colour, shade, own), name: key.endsWith("-bare") ? "hair-bare" : "hair" }
      : null,
  );
}

const MIDDLE: Rgb = [0.5, 0.5, 0.5];

/** What the hair's sheet is drawn with; null for cloth and bald heads. */
export function hairLook(character: Character): { base: Rgb; band: Rgb; coils: boolean } | null {
  const { performer, meshes } = harvest(character, "wide");
  const hair = meshes.get("hair")?.mesh;
  const material = hair?.material as ShaderMaterial | undefined;
  const band = material?.uniforms.uBand?.value as Vector3 | undefined;
  const look =
    hair && material && band
      ? { base: commonBase(hair.geometry), band: band.toArray() as Rgb, coils: "COIL" in material.defines }
      : null;
  performer.dispose();
  return look;
}

function lens(tint: Vector4): Surface {
  // Seen from the front, lenses are as dark as in the middle of the gradient; clear ones keep a breath.
  const opacity = Math.max(0.07, tint.w * 0.86);
  const colour: Rgb = [tint.x, tint.y, tint.z];
  return { ...plain("lenses", colour, colour, { ink_units: 0 }), layer: 6, opacity, unlit: true };
}

const colourAt = (geometry: BufferGeometry, name: string, vertex: number): Rgb => {
  const attribute = geometry.getAttribute(name);
  return [attribute.getX(vertex), attribute.getY(vertex), attribute.getZ(vertex)];
};

/** The colour that most vertices have in the light. */
function commonBase(geometry: BufferGeometry): Rgb {
  const counts = new Map<string, { count: number; colour: Rgb }>();
  for (let k = 0; k < geometry.getAttribute("aBase").count; k++) {
    const colour = colourAt(geometry, "aBase", k);
    const found = counts.get(hex(colour)) ?? { count: 0, colour };
    found.count++;
    counts.set(hex(colour), found);
  }
  return [...counts.values()].reduce((a, b) => (b.count > a.count ? b : a)).colour;
}

/** One piece per colour of the geometry; `known` may name a surface for the colours. */
function byColour(
  geometry: BufferGeometry,
  options: SurfaceOptions,
  known?: (base: Rgb, shade: Rgb, key: string, options: SurfaceOptions) => Surface | null,
): Part["pieces"] {
  const count = geometry.getAttribute("aBase").count;
  const distinct = new Set(Array.from({ length: count }, (_, k) => hex(colourAt(geometry, "aBase", k)))).size;
  const tidy = (colour: Rgb): Rgb =>
    distinct > MOST_COLOURS ? (colour.map((v) => Math.round(v * ROUNDED) / ROUNDED) as unknown as Rgb) : colour;
  const surfaces = new Map<string, Surface>();
  const pieces = split(flatten(geometry), ([corner]) => {
    const inked = geometry.getAttribute("aTune").getX(corner) >= LEAST_INK;
    const own = inked ? options : { ...options, ink_units: 0 };
    const [base, shade] = [colourAt(geometry, "aBase", corner), colourAt(geometry, "aShade", corner)];
    const suffix = inked && own.ink_units !== 0 ? "" : "-bare";
    const surface =
      known?.(base, shade, suffix, own) ??
      plain(`${hex(tidy(base))}-${hex(tidy(shade))}${suffix}`, tidy(base), tidy(shade), own);
    if (!surfaces.has(surface.name)) surfaces.set(surface.name, surface);
    return surface.name;
  });
  return [...pieces].map(([name, piece]) => withMap(piece, surfaces.get(name)!));
}

const withMap = (mesh: FlatMesh, surface: Surface): Part["pieces"][number] => ({
  surface,
  mesh: surface.picture ? mesh : { ...mesh, uv: null },
});

const hex = (colour: Rgb): string =>
  colour
    .map((v) => Math.round(Math.min(1, Math.max(0, v)) * 255))
    .map((v) => v.toString(16).padStart(2, "0"))
    .join("");

const same = (a: Rgb, b: Rgb): boolean => hex(a) === hex(b);

/** Skin of head, face and ears: the picture covers what looks forwards. */
function headPieces(mesh: FlatMesh, geometry: BufferGeometry, skin: SkinColours): Part["pieces"] {
  const options = { threshold: FACE_THRESHOLD };
  const surfaces: Record<string, Surface> = {
    face: pictured("face", skin.base, skin.shade, options),
    back: plain("skin", skin.base, skin.shade, options),
    ears: plain("ears", skin.shade, skin.line, { ...options, ink_units: 0 }),
  };
  const pieces = split(mesh, (corners) => {
    if (!same(colourAt(geometry, "aBase", corners[0]), skin.base)) return "ears";
    const forwards = corners.reduce((sum, k) => sum + (mesh.normal[k * 3 + 2] ?? 0), 0) / 3;
    return forwards > 0.13 && corners.every((k) => Math.abs((mesh.uv?.[k * 2] ?? 0) - 0.5) < 0.45) ? "face" : "back";
  });
  return [...pieces].map(([name, piece]) => withMap(piece, surfaces[name]!));
}

/** The head with targets for the proportions in `shapes`. */
export function headPart(character: Character, shapes: FaceShapes, lod: Lod): Part {
  const head = (face: Character["face"]): { geometry: BufferGeometry; flat: FlatMesh } => {
    const { performer, meshes } = harvest({ ...character, face }, lod);
    const { geometry } = meshes.get("head")!.mesh;
    const found = { geometry, flat: flatten(geometry) };
    performer.dispose();
    return found;
  };
  const { geometry, flat } = head(character.face);
  const targets = new Map(
    [...shapes].map(([name, face]) => [name, difference(flat.position, head(face).flat.position)]),
  );
  return { name: "head", pieces: headPieces({ ...flat, targets }, geometry, skinColours(character.skin_tone)) };
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
    uv: a.uv && b.uv && concat(a.uv, b.uv),
    bones: concat(a.bones, b.bones),
    index: Uint32Array.from([...a.index, ...b.index.map((vertex) => vertex + first)]),
    targets: new Map(),
  };
}

/** All parts of one character, hands relaxed, microphone put away. */
export function characterParts(character: Character, lod: Lod): Part[] {
  const shown = (name: string) => ON_THE_HEAD.has(name) || isOutfit(name) || isHand("relaxed")(name);
  const parts = partsOf(character, lod, shown);
  return [
    ...parts.filter(({ name }) => name === "head"),
    ...faceParts(character, NO_SHAPES),
    ...parts.filter(({ name }) => name !== "head"),
  ];
}
