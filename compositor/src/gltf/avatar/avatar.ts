/** A VRM 1.0 avatar as a performer: our motions, our song's mouth, its own materials. */
import { MToonMaterial, type VRM, VRMLoaderPlugin } from "@pixiv/three-vrm";
import * as THREE from "three";
import { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";
import type { PerformerFrame } from "../../cast";
import { HEAD_CENTRE, HEAD_SCALE, Rig } from "../../cast/body/skeleton";
import { MissingAsset } from "../../engine/assets";
import { applyPose } from "../../performance/apply-pose";
import { performanceAt } from "../../performance/perform";
import { readGlbJson } from "../glb";
import { disposeOf, parseGlb } from "../model-file";
import { shade } from "../shading";
import { showFace } from "./face";
import { poseFingers } from "./fingers";
import { Microphone } from "./microphone";
import { retarget } from "./retarget";
import { type AvatarSkeleton, skeletonOf } from "./skeleton";

/** Our performers' eyes lie this high, units: avatars are scaled to it, so that every framing fits them. */
export const EYE_HEIGHT_UNITS = HEAD_CENTRE.y - 0.112 * HEAD_SCALE;

export interface Avatar {
  /** Feet on its y = 0, facing its +z, in units. Place it with `root.matrix`. */
  readonly root: THREE.Group;
  /** The avatar without its microphone, and the microphone. */
  readonly body: THREE.Object3D;
  readonly microphone: THREE.Object3D;
  /**
   * Sets the avatar to one moment, a pure function of `frame`, `seed` and the root's place. Call it after the root has
   * been placed; it leaves all world matrices up to date.
   */
  update(frame: PerformerFrame, seed: number): void;
  dispose(): void;
}

/** @param path named in errors */
export async function loadAvatar(bytes: ArrayBuffer, path: string): Promise<Avatar> {
  const vrm = await parseVrm(bytes, path);
  shade(vrm.scene, "standard");
  vrm.scene.traverse((object) => {
    object.frustumCulled = false;
  });
  for (const { type, meshes } of vrm.firstPerson?.meshAnnotations ?? [])
    if (type === "firstPersonOnly") for (const mesh of meshes) mesh.visible = false;
  const skeleton = skeletonOf(vrm);
  const scale = EYE_HEIGHT_UNITS / eyeHeight(vrm, path);
  vrm.scene.scale.setScalar(scale);
  widenInk(vrm, scale);
  const microphone = new Microphone();
  const root = new THREE.Group();
  root.matrixAutoUpdate = false;
  root.add(vrm.scene, microphone.root);
  const rig = new Rig();
  return {
    root,
    body: vrm.scene,
    microphone: microphone.root,
    update(frame, seed) {
      root.updateWorldMatrix(true, true, true);
      const camera = frame.gaze === "camera" ? root.worldToLocal(frame.cameraPosition.clone()) : null;
      const { pose, iris, expression } = performanceAt({ ...frame, seed, camera });
      applyPose(rig, pose);
      const wrist = poseBones(vrm, skeleton, rig);
      poseFingers(vrm, pose);
      vrm.humanoid.update();
      microphone.root.visible = pose.microphone;
      const turn = new THREE.Quaternion().setFromRotationMatrix(rig.matrix("rightHand"));
      microphone.hold(wrist.multiplyScalar(scale), turn);
      showFace(vrm, expression, frame.openness, iris);
      root.updateMatrixWorld(true);
      vrm.nodeConstraintManager?.update();
      root.updateMatrixWorld(true);
    },
    dispose: () => {
      microphone.dispose();
      disposeOf(vrm.scene);
      root.clear();
    },
  };
}

/** Ink lines are as wide as the world counts, not as the avatar does: they grow with it. */
function widenInk({ materials }: VRM, scale: number): void {
  for (const material of materials ?? [])
    if (material instanceof MToonMaterial && material.outlineWidthMode === "worldCoordinates")
      material.outlineWidthFactor *= scale;
}

/** Turns the avatar's bones; gives the place of its right wrist in metres. */
function poseBones({ humanoid }: VRM, skeleton: AvatarSkeleton, rig: Rig): THREE.Vector3 {
  const { turns, joints } = retarget(rig, skeleton);
  for (const [name, turn] of turns) humanoid.getNormalizedBoneNode(name)!.quaternion.copy(turn);
  humanoid.getNormalizedBoneNode("hips")!.position.copy(joints.get("hips")!);
  return joints.get("rightHand")!.clone();
}

async function parseVrm(bytes: ArrayBuffer, path: string): Promise<VRM> {
  const { extensions = {} } = readGlbJson(bytes, path);
  if (!extensions.VRMC_vrm) {
    const kind = extensions.VRM ? "is VRM 0.x" : "is not a VRM avatar";
    throw new MissingAsset(`${path} ${kind}; export the avatar as VRM 1.0`);
  }
  const loader = new GLTFLoader();
  // Spring bones are loaded but never run: their state would make a frame depend on the ones before it.
  loader.register((parser) => new VRMLoaderPlugin(parser));
  const { userData } = await parseGlb(loader, bytes, path);
  const vrm = userData.vrm as VRM | undefined;
  if (!vrm) throw new MissingAsset(`${path} lacks parts of a VRM 1.0 avatar; export it again`);
  return vrm;
}

/** Height of the eyes at rest, metres. */
function eyeHeight({ humanoid, lookAt }: VRM, path: string): number {
  const eye = humanoid.getNormalizedBoneNode("leftEye");
  const head = humanoid.getNormalizedBoneNode("head")!;
  const above = eye ? eye.position.y : (lookAt?.offsetFromHeadBone.y ?? 0);
  humanoid.normalizedHumanBonesRoot.updateWorldMatrix(true, true);
  const height = new THREE.Vector3().setFromMatrixPosition(head.matrixWorld).y + above;
  if (!(height > 0)) throw new MissingAsset(`${path} does not stand on its own floor; its eyes lie at ${height} m`);
  return height;
}
