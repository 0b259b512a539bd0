/** The dressed body from the neck down, without hands. */
import { MeshBuilder } from "../kit/mesh-builder";
import type { SkinColours } from "../palettes";
import { addArms } from "./arms";
import { buildLowerBody } from "./lower-body";
import { addNeckline, neckCover } from "./necklines";
import { addNeck, buildTrunk } from "./torso";
import type { OutfitDefinition } from "./wardrobe";

export interface DressedBody {
  /** Neck, collar, sleeves. */
  upper: MeshBuilder;
  /** The trunk's garment, textured by `drawTrunk`. */
  trunk: MeshBuilder;
  lower: MeshBuilder;
}

/** All of it sways: build the geometries with `sway`. */
export function buildBody(outfit: OutfitDefinition, skin: SkinColours, detail = 1): DressedBody {
  const upper = new MeshBuilder(detail);
  addNeck(upper, skin, neckCover(outfit.cut, outfit.colours));
  addNeckline(upper, outfit.cut, outfit.colours);
  addArms(upper, outfit.cut, outfit.colours, skin);
  return { upper, trunk: buildTrunk(outfit.cut, detail), lower: buildLowerBody(outfit, skin, detail) };
}
