/** What a file weighs: bytes, triangles, and its pictures on a GPU. */
import sharp from "sharp";

export interface Measured {
  bytes: number;
  triangles: number;
  drawCalls: number;
  /** Pictures as RGBA with all their smaller copies. */
  texture_bytes: number;
}

interface GlbJson {
  meshes?: { primitives: { indices: number }[] }[];
  accessors?: { count: number }[];
  images?: { bufferView: number }[];
  bufferViews?: { byteOffset?: number; byteLength: number }[];
}

/** A picture and its copies of half, a quarter, ... of the size take a third more. */
const WITH_MIPMAPS = 4 / 3;

export async function measure(glb: Uint8Array): Promise<Measured> {
  const view = new DataView(glb.buffer, glb.byteOffset, glb.byteLength);
  const length = view.getUint32(12, true);
  const json = JSON.parse(new TextDecoder().decode(glb.subarray(20, 20 + length))) as GlbJson;
  const binary = glb.subarray(20 + length + 8);
  const primitives = (json.meshes ?? []).flatMap((mesh) => mesh.primitives);
  let texture_bytes = 0;
  for (const { bufferView } of json.images ?? []) {
    const { byteOffset = 0, byteLength } = json.bufferViews![bufferView]!;
    const { width = 0, height = 0 } = await sharp(binary.slice(byteOffset, byteOffset + byteLength)).metadata();
    texture_bytes += width * height * 4 * WITH_MIPMAPS;
  }
  return {
    bytes: glb.length,
    triangles: primitives.reduce((sum, { indices }) => sum + json.accessors![indices]!.count / 3, 0),
    drawCalls: primitives.length,
    texture_bytes: Math.round(texture_bytes),
  };
}
