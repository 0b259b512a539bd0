/** The extensions of VRM 1.0 in a file's JSON: toon materials, bones, expressions, look-at, licence. */
import type { JSONDocument } from "@gltf-transform/core";
import { IRIS_PER_RADIAN } from "../../performance/gaze";
import { BONE_NAMES, HEAD_CENTRE, HEAD_SCALE, JOINTS } from "../body/skeleton";
import type { FaceProportions } from "../types";
import { eyePlace, LOOK_REACH } from "./eyes";
import { MOUTH_TARGETS } from "./mouth";
import { METRES_PER_UNIT } from "./rest-pose";
import type { Surface } from "./surface";

type Json = JSONDocument["json"];

export const VRM_LICENCE = "https://vrm.dev/licenses/1.0/";
export const PROJECT_LICENCE = "https://www.apache.org/licenses/LICENSE-2.0";
/** One is a hard step between light and shade. */
const TOONY = 0.97;

const use = (json: Json, extension: string): void => {
  json.extensionsUsed = [...new Set([...(json.extensionsUsed ?? []), extension])].sort();
};

/** Gives every material its toon look; viewers without MToon show the plain glTF material. */
export function addToonMaterials(json: Json, surfaces: ReadonlyMap<string, Surface>): void {
  for (const material of json.materials ?? []) {
    const surface = surfaces.get(material.name ?? "");
    if (!surface) throw new Error(`material ${material.name} has no surface`);
    const picture = material.pbrMetallicRoughness?.baseColorTexture;
    material.extensions = {
      ...material.extensions,
      VRMC_materials_mtoon: {
        specVersion: "1.0",
        shadeColorFactor: surface.unlit ? surface.base : surface.shade,
        ...(picture ? { shadeMultiplyTexture: { index: picture.index } } : {}),
        shadingToonyFactor: TOONY,
        // Our ramp begins at `threshold` of 0..1, theirs at minus the shift of -1..1.
        shadingShiftFactor: 1 - 2 * surface.threshold,
        giEqualizationFactor: 1,
        ...(surface.layer === null ? {} : { renderQueueOffsetNumber: Math.min(0, surface.layer - 9) }),
        ...(surface.ink
          ? {
              outlineWidthMode: "worldCoordinates",
              outlineWidthFactor: surface.ink.width_units * METRES_PER_UNIT,
              outlineColorFactor: surface.ink.colour,
              outlineLightingMixFactor: 0,
            }
          : { outlineWidthMode: "none" }),
      },
    };
  }
  use(json, "VRMC_materials_mtoon");
}

/** Makes the file an avatar. @param name shown by tools */
export function addAvatar(json: Json, name: string, face: FaceProportions): void {
  const node = (wanted: string): number => {
    const index = (json.nodes ?? []).findIndex((each) => each.name === wanted);
    if (index < 0) throw new Error(`the avatar has no node ${wanted}`);
    return index;
  };
  const bind = (part: string, target: string) => {
    const index = node(part);
    const names = (json.meshes?.[json.nodes?.[index]?.mesh ?? -1]?.extras?.targetNames ?? []) as string[];
    if (!names.includes(target)) throw new Error(`${part} has no morph target ${target}`);
    return { node: index, index: names.indexOf(target), weight: 1 };
  };
  const expression = (...binds: (readonly [part: string, target: string])[]) => ({
    isBinary: false,
    morphTargetBinds: binds.map(([part, target]) => bind(part, target)),
  });
  const preset: Record<string, unknown> = {
    blink: expression(["lids", "blinkLeft"], ["lids", "blinkRight"]),
    blinkLeft: expression(["lids", "blinkLeft"]),
    blinkRight: expression(["lids", "blinkRight"]),
    happy: {
      ...expression(["lids", "happy"], ["mouth", "happy"], ["brows", "happy"]),
      overrideBlink: "block",
      overrideMouth: "none",
    },
  };
  for (const viseme of Object.keys(MOUTH_TARGETS))
    if (viseme !== "happy")
      preset[viseme] = expression(["mouth", viseme], ...(viseme === "oh" ? [["brows", "oh"] as const] : []));
  for (const look of ["lookLeft", "lookRight", "lookUp", "lookDown"]) preset[look] = expression(["irises", look]);
  json.extensions = {
    ...json.extensions,
    VRMC_vrm: {
      specVersion: "1.0",
      meta: meta(name),
      humanoid: { humanBones: Object.fromEntries(BONE_NAMES.map((bone) => [bone, { node: node(bone) }])) },
      lookAt: lookAt(face),
      expressions: { preset },
    },
  };
  use(json, "VRMC_vrm");
}

/** The art is the project's own; VRM knows one licence and holds other terms beside it. */
const meta = (name: string) => ({
  name,
  version: "1",
  authors: ["The Fanchant authors"],
  licenseUrl: VRM_LICENCE,
  otherLicenseUrl: PROJECT_LICENCE,
  avatarPermission: "everyone",
  commercialUsage: "corporation",
  allowExcessivelyViolentUsage: true,
  allowExcessivelySexualUsage: false,
  allowPoliticalOrReligiousUsage: true,
  allowAntisocialOrHateUsage: false,
  allowRedistribution: true,
  creditNotation: "unnecessary",
  modification: "allowModificationRedistribution",
});

/** Eyes look by morph targets that slide the irises: fully at the angle at which our own performers' eyes stop. */
function lookAt(face: FaceProportions) {
  const degrees = (reach: number) => (reach / IRIS_PER_RADIAN) * (180 / Math.PI);
  const across = { inputMaxValue: degrees(LOOK_REACH.across), outputScale: 1 };
  const up = { inputMaxValue: degrees(LOOK_REACH.up), outputScale: 1 };
  const eye_units = HEAD_CENTRE.y + eyePlace(face).y * HEAD_SCALE - JOINTS.head.y;
  return {
    type: "expression",
    offsetFromHeadBone: [0, eye_units * METRES_PER_UNIT, 0],
    rangeMapHorizontalInner: across,
    rangeMapHorizontalOuter: across,
    rangeMapVerticalDown: up,
    rangeMapVerticalUp: up,
  };
}
