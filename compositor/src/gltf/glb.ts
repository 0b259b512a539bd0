/** What a binary glTF file says about itself, before anything of it is decoded. */
import { MissingAsset } from "../engine/assets";

const MAGIC = 0x46546c67;
const JSON_CHUNK = 0x4e4f534a;
const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;

/** Extensions that a file may require; what is only used, not required, is left out where it is not known. */
const KNOWN_EXTENSIONS: ReadonlySet<string> = new Set([
  "EXT_meshopt_compression",
  "EXT_texture_webp",
  "KHR_materials_emissive_strength",
  "KHR_materials_unlit",
  "KHR_mesh_quantization",
  "KHR_texture_transform",
  "VRMC_materials_hdr_emissiveMultiplier",
  "VRMC_materials_mtoon",
  "VRMC_node_constraint",
  "VRMC_springBone",
  "VRMC_vrm",
]);

/** The parts of a file's JSON that are looked at here. */
export interface GlbJson {
  textures?: unknown[];
  buffers?: { uri?: string }[];
  images?: { uri?: string }[];
  animations?: { name?: string }[];
  extensions?: Record<string, unknown>;
  extensionsRequired?: string[];
}

/**
 * Reads the JSON part of a binary glTF 2.0 file.
 *
 * @param path named in errors
 * @throws MissingAsset with a sentence, where the file is something else or needs what the engine does not have
 */
export function readGlbJson(bytes: ArrayBuffer, path: string): GlbJson {
  const refuse = (why: string): never => {
    throw new MissingAsset(`${path} ${why}`);
  };
  const view = new DataView(bytes);
  if (bytes.byteLength < HEADER_BYTES + CHUNK_HEADER_BYTES || view.getUint32(0, true) !== MAGIC)
    refuse("is not a binary glTF file (.glb)");
  if (view.getUint32(4, true) !== 2) refuse("is not glTF 2.0; export it again as glTF 2.0 binary");
  const length = view.getUint32(HEADER_BYTES, true);
  const start = HEADER_BYTES + CHUNK_HEADER_BYTES;
  if (view.getUint32(HEADER_BYTES + 4, true) !== JSON_CHUNK || start + length > bytes.byteLength)
    refuse("is cut short; export it again");
  let json: GlbJson = {};
  try {
    json = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, start, length)));
  } catch {
    refuse("has no readable JSON part; export it again");
  }
  const outside = [...(json.buffers ?? []), ...(json.images ?? [])].find(({ uri }) => uri && !uri.startsWith("data:"));
  if (outside) refuse(`refers to the file ${outside.uri}; export it with everything inside (glTF binary)`);
  const unknown = (json.extensionsRequired ?? []).filter((name) => !KNOWN_EXTENSIONS.has(name));
  if (unknown.length > 0) refuse(`requires ${unknown.join(", ")}, which the engine does not have; export without it`);
  return json;
}
