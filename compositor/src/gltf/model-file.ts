/** A binary glTF file, decoded once and shown by as many layers as want it. */
import * as THREE from "three";
import { MeshoptDecoder } from "three/addons/libs/meshopt_decoder.module.js";
import { type GLTF, GLTFLoader } from "three/addons/loaders/GLTFLoader.js";
import { clone } from "three/addons/utils/SkeletonUtils.js";
import { MissingAsset } from "../engine/assets";
import { readGlbJson } from "./glb";
import { type Shading, shade } from "./shading";

export interface ModelFile {
  readonly clips: readonly THREE.AnimationClip[];
  /** A copy that can be posed by itself; it shares geometry and materials with the others. */
  instance(): THREE.Object3D;
  /** Frees all GPU objects; instances must not be drawn any more. */
  dispose(): void;
}

/** Decodes a file with all its pictures. @param path named in errors */
export async function loadModelFile(bytes: ArrayBuffer, path: string, shading: Shading): Promise<ModelFile> {
  const gltf = await parseGlb(new GLTFLoader(), bytes, path);
  const { scene } = gltf;
  shade(scene, shading);
  scene.traverse((object) => {
    // Clips name a nameless node by its id, which its copies do not share.
    object.name ||= object.uuid;
    // three culls by the shape at rest, which a pose may leave.
    object.frustumCulled = false;
  });
  return {
    clips: gltf.animations,
    instance: () => clone(scene),
    dispose: () => disposeOf(scene),
  };
}

/** Parses a file and makes sure that nothing of it was skipped. */
export async function parseGlb(loader: GLTFLoader, bytes: ArrayBuffer, path: string): Promise<GLTF> {
  const json = readGlbJson(bytes, path);
  loader.setMeshoptDecoder(MeshoptDecoder);
  const gltf = await loader.parseAsync(bytes, "").catch((error) => {
    throw new MissingAsset(`${path} cannot be read: ${error instanceof Error ? error.message : error}`);
  });
  for (const index of (json.textures ?? []).keys()) {
    // The loader leaves out a texture that it cannot decode, and only says so in the console.
    if (!(await gltf.parser.getDependency("texture", index)))
      throw new MissingAsset(`${path} has a picture (texture ${index}) that cannot be decoded`);
  }
  return gltf;
}

/** Frees geometry, materials and textures of everything below `root`. */
export function disposeOf(root: THREE.Object3D): void {
  const textures = new Set<THREE.Texture>();
  root.traverse((object) => {
    if (object instanceof THREE.SkinnedMesh) object.skeleton.dispose();
    if (!(object instanceof THREE.Mesh || object instanceof THREE.Line || object instanceof THREE.Points)) return;
    object.geometry.dispose();
    for (const material of materialsOf(object)) {
      for (const value of texturesOf(material)) textures.add(value);
      material.dispose();
    }
  });
  for (const texture of textures) {
    texture.dispose();
    if (texture.image instanceof ImageBitmap) texture.image.close();
  }
}

function materialsOf(object: THREE.Mesh | THREE.Line | THREE.Points): THREE.Material[] {
  return Array.isArray(object.material) ? object.material : [object.material];
}

function texturesOf(material: THREE.Material): THREE.Texture[] {
  const uniforms = material instanceof THREE.ShaderMaterial ? Object.values(material.uniforms) : [];
  const values = [...Object.values(material), ...uniforms.map(({ value }) => value)];
  return values.filter((value): value is THREE.Texture => value instanceof THREE.Texture);
}
