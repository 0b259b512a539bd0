import type { SetLayer } from "../contract";
import { createBackdrop } from "./backdrop";
import { createBeams } from "./beams";
import { createConfetti } from "./confetti";
import { createCrowd } from "./crowd";
import { createScreens } from "./screens";
import type { SetPiece } from "./set-piece";
import { createStage } from "./stage";

export type { SetFrame, SetPiece } from "./set-piece";

const BUILDERS: Record<SetLayer["name"], (layer: SetLayer) => SetPiece> = {
  backdrop: createBackdrop,
  beams: createBeams,
  confetti: createConfetti,
  crowd: createCrowd,
  screens: createScreens,
  stage: createStage,
};

/** Builds the piece that the layer names; throws where there is none of that name. */
export function createSet(layer: SetLayer): SetPiece {
  const builder = BUILDERS[layer.name];
  if (!builder) throw new Error(`layer ${layer.id}: there is no set called "${layer.name}"`);
  return builder(layer);
}
