/** A document to the bytes of a binary glTF file. */
import { Format, type JSONDocument, NodeIO } from "@gltf-transform/core";
import { ALL_EXTENSIONS } from "@gltf-transform/extensions";
import { dedup, meshopt, prune, textureCompress } from "@gltf-transform/functions";
import { MeshoptDecoder, MeshoptEncoder } from "meshoptimizer";
import sharp from "sharp";
import type { FaceProportions } from "../types";
import type { BuiltDocument } from "./document";
import { addAvatar, addToonMaterials } from "./vrm";

export interface FileOptions {
  /** Makes the file a VRM avatar. */
  avatar?: { name: string; face: FaceProportions };
  /** meshopt, quantised numbers and WebP. Without, floats and PNG, which any tool reads. */
  compressed: boolean;
}

const WEBP_QUALITY = 82;
/** Of 100; more costs seconds and saves a few bytes. */
const WEBP_EFFORT = 50;
/** A twentieth of a millimetre on a hairstyle, half a degree of a normal. */
const QUANTISED_BITS = { quantizePosition: 13, quantizeNormal: 8, quantizeTexcoord: 10, quantizeWeight: 8 };
const ALIGNMENT = 4;
const JSON_CHUNK = 0x4e4f534a;
const BINARY_CHUNK = 0x004e4942;
const MAGIC = 0x46546c67;

export async function encodeGlb({ document, surfaces }: BuiltDocument, options: FileOptions): Promise<Uint8Array> {
  await Promise.all([MeshoptEncoder.ready, MeshoptDecoder.ready]);
  const io = new NodeIO()
    .registerExtensions(ALL_EXTENSIONS)
    .registerDependencies({ "meshopt.encoder": MeshoptEncoder, "meshopt.decoder": MeshoptDecoder });
  await document.transform(dedup(), prune({ keepLeaves: true, keepExtras: true, keepAttributes: true }));
  if (options.compressed)
    await document.transform(
      textureCompress({ encoder: sharp, targetFormat: "webp", quality: WEBP_QUALITY, effort: WEBP_EFFORT }),
      meshopt({ encoder: MeshoptEncoder, level: "high", ...QUANTISED_BITS }),
    );
  const written = await io.writeJSON(document, { format: Format.GLB });
  addToonMaterials(written.json, surfaces);
  if (options.avatar) addAvatar(written.json, options.avatar.name, options.avatar.face);
  return pack(written);
}

/** Header, JSON and the one binary chunk. */
function pack({ json, resources }: JSONDocument): Uint8Array {
  const [binary = new Uint8Array(), ...others] = Object.values(resources);
  if (others.length > 0) throw new Error("a binary glTF file holds one buffer");
  const text = new TextEncoder().encode(JSON.stringify(json));
  const padded = (bytes: number) => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
  const total = 12 + 8 + padded(text.length) + 8 + padded(binary.length);
  const file = new Uint8Array(total);
  const view = new DataView(file.buffer);
  [MAGIC, 2, total, padded(text.length), JSON_CHUNK].forEach((value, k) => {
    view.setUint32(k * 4, value, true);
  });
  file.fill(0x20, 20, 20 + padded(text.length));
  file.set(text, 20);
  const next = 20 + padded(text.length);
  view.setUint32(next, padded(binary.length), true);
  view.setUint32(next + 4, BINARY_CHUNK, true);
  file.set(binary, next + 8);
  return file;
}
