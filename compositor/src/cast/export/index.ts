/** The cast as files: one character, or the whole library. Runs in Node; the pictures come from a page. */
import { createHash } from "node:crypto";
import type { Character, Lod } from "../types";
import { buildDocument } from "./document";
import { encodeGlb, type FileOptions } from "./glb";
import { libraryEntries } from "./library";
import { characterParts } from "./parts";
import type { Part, PictureName } from "./surface";

export { libraryEntries, MEAN } from "./library";
export { measure } from "./measure";

/** Draws one picture of a character, PNG. */
export type DrawPicture = (character: Character, name: PictureName) => Promise<Uint8Array>;

/** One character in full detail: other tools come as close as they like. */
const CHARACTER_LOD: Lod = "close";
/** The library holds every hairstyle with every fringe: in full detail it would outgrow its 8 MB. */
const LIBRARY_LOD: Lod = "medium";

export interface CharacterOptions {
  /** A VRM avatar, or a plain glTF file. */
  kind: "vrm" | "glb";
  /** See `FileOptions`. */
  compressed: boolean;
  /** Name of the avatar. */
  name: string;
}

async function encode(
  name: string,
  character: Character,
  parts: readonly Part[],
  draw: DrawPicture,
  options: FileOptions,
): Promise<Uint8Array> {
  const wanted = new Set(parts.flatMap(({ pieces }) => pieces.flatMap(({ surface }) => surface.picture ?? [])));
  const pictures = new Map<PictureName, Uint8Array>();
  for (const picture of wanted) pictures.set(picture, await draw(character, picture));
  return encodeGlb(buildDocument(name, parts, pictures), options);
}

export async function exportCharacter(
  character: Character,
  draw: DrawPicture,
  options: CharacterOptions,
): Promise<Uint8Array> {
  const { compressed, kind, name } = options;
  const avatar = kind === "vrm" ? { avatar: { name, face: character.face } } : {};
  return encode(name, character, characterParts(character, CHARACTER_LOD), draw, { compressed, ...avatar });
}

/** A line of `library.json`. */
export interface ManifestEntry {
  id: string;
  file: string;
  triangles: number;
  bytes: number;
  sha256: string;
}

/** Hands every file to `write` and gives the manifest, ordered by id. */
export async function exportLibrary(
  draw: DrawPicture,
  write: (file: string, bytes: Uint8Array) => void,
): Promise<{ format: 1; files: ManifestEntry[] }> {
  const files: ManifestEntry[] = [];
  for (const { id, character, parts } of libraryEntries(LIBRARY_LOD)) {
    const bytes = await encode(id, character, parts, draw, { compressed: true });
    const file = `${id}.glb`;
    write(file, bytes);
    const triangles = parts.flatMap(({ pieces }) => pieces).reduce((sum, { mesh }) => sum + mesh.index.length / 3, 0);
    files.push({ id, file, triangles, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") });
  }
  return { format: 1, files: files.sort((a, b) => (a.id < b.id ? -1 : 1)) };
}
