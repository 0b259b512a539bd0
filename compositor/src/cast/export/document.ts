/** Parts to a glTF document: one rig, skinned meshes, morph targets, pictures. */
import { Document, Logger, type Mesh, type Node, type Skin, type Texture } from "@gltf-transform/core";
import { KHRMaterialsUnlit } from "@gltf-transform/extensions";
import { BONE_NAMES, PARENT_INDEX } from "../body/skeleton";
import type { FlatMesh } from "./flat-mesh";
import { METRES_PER_UNIT, REST_JOINTS, toRestPose } from "./rest-pose";
import type { Part, PictureName, Surface } from "./surface";

export const COPYRIGHT = "The Fanchant authors, Apache-2.0";
const GENERATOR = "Fanchant cast";
/** glTF takes over the numbers of OpenGL. */
const CLAMP_TO_EDGE = 33071;

/** Pictures as PNG. */
export type Pictures = ReadonlyMap<PictureName, Uint8Array>;

export interface BuiltDocument {
  document: Document;
  /** By the name of the material. */
  surfaces: ReadonlyMap<string, Surface>;
}

export function buildDocument(name: string, parts: readonly Part[], pictures: Pictures): BuiltDocument {
  const document = new Document().setLogger(new Logger(Logger.Verbosity.WARN));
  Object.assign(document.getRoot().getAsset(), { generator: GENERATOR, copyright: COPYRIGHT });
  document.createBuffer();
  const scene = document.createScene(name);
  document.getRoot().setDefaultScene(scene);
  const { skin, hips } = addRig(document);
  scene.addChild(hips);
  const writer = new PartWriter(document, pictures);
  for (const part of parts) scene.addChild(document.createNode(part.name).setMesh(writer.mesh(part)).setSkin(skin));
  return { document, surfaces: writer.surfaces };
}

function addRig(document: Document): { skin: Skin; hips: Node } {
  const joints = BONE_NAMES.map((name) => REST_JOINTS[name].clone().multiplyScalar(METRES_PER_UNIT));
  const nodes = BONE_NAMES.map((name) => document.createNode(name));
  const inverse = new Float32Array(nodes.length * 16);
  nodes.forEach((node, k) => {
    const parent = PARENT_INDEX[k] as number;
    const joint = joints[k]!;
    const { x, y, z } = parent < 0 ? joint : joint.clone().sub(joints[parent]!);
    node.setTranslation([x, y, z]);
    nodes[parent]?.addChild(node);
    inverse.set([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, -joint.x, -joint.y, -joint.z, 1], k * 16);
  });
  const buffer = document.getRoot().listBuffers()[0]!;
  const skin = document
    .createSkin("rig")
    .setSkeleton(nodes[0]!)
    .setInverseBindMatrices(document.createAccessor().setType("MAT4").setArray(inverse).setBuffer(buffer));
  for (const node of nodes) skin.addJoint(node);
  return { skin, hips: nodes[0]! };
}

class PartWriter {
  readonly surfaces = new Map<string, Surface>();
  private readonly textures = new Map<PictureName, Texture>();
  private readonly unlit;

  constructor(
    private readonly document: Document,
    private readonly pictures: Pictures,
  ) {
    this.unlit = document.createExtension(KHRMaterialsUnlit);
  }

  mesh(part: Part): Mesh {
    const mesh = this.document.createMesh(part.name);
    const names = [...(part.pieces[0]?.mesh.targets.keys() ?? [])];
    if (names.length > 0) mesh.setExtras({ targetNames: names }).setWeights(names.map(() => 0));
    for (const { surface, mesh: flat } of part.pieces) {
      const resting = toRestPose(flat);
      const primitive = this.document.createPrimitive().setMaterial(this.material(surface));
      primitive.setIndices(this.accessor("SCALAR", indices(resting)));
      primitive.setAttribute("POSITION", this.accessor("VEC3", resting.position));
      primitive.setAttribute("NORMAL", this.accessor("VEC3", resting.normal));
      if (resting.uv) primitive.setAttribute("TEXCOORD_0", this.accessor("VEC2", flipped(resting.uv)));
      const { joints, weights } = skinning(resting);
      primitive.setAttribute("JOINTS_0", this.accessor("VEC4", joints));
      primitive.setAttribute("WEIGHTS_0", this.accessor("VEC4", weights));
      for (const name of names) {
        const moved = this.accessor("VEC3", resting.targets.get(name)!);
        primitive.addTarget(this.document.createPrimitiveTarget(name).setAttribute("POSITION", moved));
      }
      mesh.addPrimitive(primitive);
    }
    return mesh;
  }

  private material(surface: Surface) {
    const known = this.document
      .getRoot()
      .listMaterials()
      .find((material) => material.getName() === surface.name);
    if (known) return known;
    this.surfaces.set(surface.name, surface);
    const material = this.document
      .createMaterial(surface.name)
      .setBaseColorFactor([...surface.base, surface.opacity])
      .setRoughnessFactor(0.9)
      .setMetallicFactor(0)
      .setDoubleSided(surface.doubleSided);
    if (surface.layer !== null) material.setAlphaMode("BLEND");
    if (surface.unlit) material.setExtension("KHR_materials_unlit", this.unlit.createUnlit());
    if (surface.picture) {
      material.setBaseColorTexture(this.texture(surface.picture));
      material.getBaseColorTextureInfo()?.setWrapS(CLAMP_TO_EDGE).setWrapT(CLAMP_TO_EDGE);
    }
    return material;
  }

  private texture(name: PictureName): Texture {
    const known = this.textures.get(name);
    if (known) return known;
    const image = this.pictures.get(name);
    if (!image) throw new Error(`the picture ${name} was not drawn`);
    const texture = this.document
      .createTexture(name)
      .setMimeType("image/png")
      .setImage(image as Uint8Array<ArrayBuffer>);
    this.textures.set(name, texture);
    return texture;
  }

  private accessor(
    type: "SCALAR" | "VEC2" | "VEC3" | "VEC4",
    array: Float32Array | Uint16Array | Uint32Array | Uint8Array,
  ) {
    const buffer = this.document.getRoot().listBuffers()[0]!;
    return this.document
      .createAccessor()
      .setType(type)
      .setBuffer(buffer)
      .setArray(array as Float32Array<ArrayBuffer>);
  }
}

const indices = ({ index, position }: FlatMesh): Uint16Array | Uint32Array =>
  position.length / 3 < 65535 ? Uint16Array.from(index) : index;

const flipped = (uv: Float32Array): Float32Array => uv.map((value, k) => (k % 2 ? 1 - value : value));

/** At most two bones per vertex; a bone without weight is bone 0, as glTF asks. */
function skinning({ bones }: FlatMesh): { joints: Uint8Array; weights: Float32Array } {
  const count = bones.length / 3;
  const joints = new Uint8Array(count * 4);
  const weights = new Float32Array(count * 4);
  for (let k = 0; k < count; k++) {
    const [first = 0, second = 0, share = 0] = bones.subarray(k * 3, k * 3 + 3);
    if (first === second || share <= 0) {
      joints[k * 4] = first;
      weights[k * 4] = 1;
    } else if (share >= 1) {
      joints[k * 4] = second;
      weights[k * 4] = 1;
    } else {
      joints.set([first, second], k * 4);
      weights.set([1 - share, share], k * 4);
    }
  }
  return { joints, weights };
}
