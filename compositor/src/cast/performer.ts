/** One performer: builds the meshes of a character, and draws any moment of any motion. */
import { Group, type Mesh, Vector3 } from "three";
import { applyPose } from "../performance/apply-pose";
import { performanceAt } from "../performance/perform";
import type { Phrase } from "../performance/phrasing";
import { buildBody } from "./body";
import { buildHand, buildMicrophone, HAND_SHAPES, type HandShape } from "./body/hands";
import { JOINTS, Rig, SIDES, type Side } from "./body/skeleton";
import { WARDROBE } from "./body/wardrobe";
import { toTexture } from "./drawings/canvas";
import { drawTrunk } from "./drawings/trunk";
import { createFace } from "./face";
import { createRigUniforms } from "./materials/rig-uniforms";
import { createToonMaterial } from "./materials/toon";
import { type SkinColours, skinColours } from "./palettes";
import { DRAW_ORDER, Parts } from "./parts";
import { type Character, type Gaze, LOD_DETAIL, type Lod, type Motion, type Viseme } from "./types";

export interface PerformerOptions {
  /** Of blinks and small movements. */
  seed: number;
  /** How large the performer will be seen. Default `close`. */
  lod?: Lod;
}

/** Everything a drawn moment depends on. */
export interface PerformerFrame {
  motion: Motion;
  /** Seconds on the song's timeline; from the frame index only. */
  time_s: number;
  /** Beats since the first beat, with fraction; may be negative. */
  beat: number;
  viseme: Viseme | null;
  /** How far the mouth is open, 0 to 1; of no effect without a viseme. */
  openness: number;
  /** Where the song's line is; left out, nothing is sung. */
  phrase?: Phrase | undefined;
  gaze: Gaze;
  /** World space. */
  cameraPosition: Vector3;
}

export interface Performer {
  /** Feet on its y = 0, facing its +z; one unit is one head. Place it with `root.matrix`. */
  readonly root: Group;
  /**
   * Sets the performer to one moment. A pure function of `frame` and of the root's place: frames may come in any order.
   * Call it after the root has been placed.
   */
  update(frame: PerformerFrame): void;
  /** Frees all GPU objects; the performer must not be drawn any more. */
  dispose(): void;
}

/** Meshes of one hand, by shape; one of them is visible. */
type Hand = Record<HandShape, Mesh[]>;

export function createPerformer(character: Character, options: PerformerOptions): Performer {
  const { seed, lod = "close" } = options;
  const root = new Group();
  root.name = "performer";
  const uniforms = createRigUniforms();
  const parts = new Parts(root, uniforms);
  const skin = skinColours(character.skin_tone);
  const microphone = addBody(parts, character, skin, lod);
  const hands = { left: addHand(parts, "left", skin, lod), right: addHand(parts, "right", skin, lod) };
  const face = createFace(parts, character, skin, lod);
  const rig = new Rig();

  return {
    root,
    update(frame) {
      root.updateWorldMatrix(true, true, true);
      const camera = frame.gaze === "camera" ? root.worldToLocal(frame.cameraPosition.clone()) : null;
      const { pose, iris, expression, hair } = performanceAt({ ...frame, seed, camera });
      applyPose(rig, pose);
      rig.writeSkinning(uniforms.uBones.value);
      uniforms.uSway.value.set(hair.short.x, hair.short.y, hair.short.z, frame.beat * Math.PI);
      uniforms.uSwayTip.value.copy(hair.long);
      for (const side of SIDES)
        for (const shape of HAND_SHAPES)
          for (const mesh of hands[side][shape]) mesh.visible = pose[side].shape === shape;
      for (const side of SIDES) moveBounds(Object.values(hands[side]).flat(), rig, side);
      moveBounds(microphone, rig, "right");
      for (const mesh of microphone) mesh.visible = pose.microphone;
      face.show(expression, iris);
    },
    dispose: () => parts.dispose(),
  };
}

/** A hand with what it holds lies within this distance of its wrist, model units. */
const HAND_REACH = 0.8;

/** Hands move too far for bounds around their place at rest: culling would take a raised hand out of a close-up. */
function moveBounds(meshes: readonly Mesh[], rig: Rig, side: Side): void {
  const wrist = new Vector3().setFromMatrixPosition(rig.matrix(`${side}Hand`));
  for (const { geometry } of meshes) geometry.boundingSphere?.set(wrist, HAND_REACH);
}

/** Adds everything from the neck down but the hands; returns the microphone's meshes. */
function addBody(parts: Parts, character: Character, skin: SkinColours, lod: Lod): Mesh[] {
  const detail = LOD_DETAIL[lod];
  const outfit = WARDROBE[character.outfit];
  const robe = outfit.cut === "gown";
  const { upper, trunk, lower } = buildBody(outfit, skin, detail);
  const cloth = createToonMaterial(parts.rig, { variant: "cloth", deep: [0.76, 0.7, 0.9] });
  const drawn = createToonMaterial(parts.rig, {
    variant: robe ? "robe" : "jacket",
    map: parts.own(toTexture(drawTrunk(outfit, lod === "close" ? 1024 : 512))),
  });
  const worn = [
    { name: "upper-body", mesh: upper, material: cloth, order: DRAW_ORDER.upperBody },
    { name: "jacket", mesh: trunk, material: drawn, order: DRAW_ORDER.upperBody },
    { name: "lower-body", mesh: lower, material: cloth, order: DRAW_ORDER.lowerBody },
  ];
  for (const { name, mesh, material, order } of worn) {
    const hem = robe && mesh === trunk;
    const geometry = mesh.build({ uv: mesh === trunk, sway: true, hem });
    parts.solid(geometry, material, { name, order, outline: { sway: true, hem } });
  }
  return parts.solid(buildMicrophone(detail).build({ offset: JOINTS.rightHand }), createToonMaterial(parts.rig), {
    name: "microphone",
    order: DRAW_ORDER.hands,
    outline: { width: 0.009 },
  });
}

function addHand(parts: Parts, side: Side, skin: SkinColours, lod: Lod): Hand {
  const material = createToonMaterial(parts.rig, { glow: 0.6, deep: skin.deep, threshold: 0.52 });
  const entries = HAND_SHAPES.map((shape) => {
    const mesh = buildHand(side, shape, skin, LOD_DETAIL[lod]);
    const geometry = mesh.build({ offset: JOINTS[`${side}Hand`] });
    const meshes = parts.solid(geometry, material, {
      name: `${side}-hand-${shape}`,
      order: DRAW_ORDER.hands,
      outline: { width: 0.009 },
    });
    return [shape, meshes] as const;
  });
  return Object.fromEntries(entries) as Hand;
}
