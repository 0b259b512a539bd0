/** The cast: toon performers made by code from a `Character`. */
export { applyDrawnSize, applyLight, DEFAULT_LIGHT, type DrawnSize, lightUniforms, viewUniforms } from "./light";
export { createPerformer, type Performer, type PerformerFrame, type PerformerOptions } from "./performer";
export { type Character, type Gaze, type Light, LOD_FROM_PX, type Lod, type Motion, type Viseme } from "./types";
