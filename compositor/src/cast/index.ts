/** The cast: toon performers made by code from a `Character`. */
export { applyDrawnSize, applyLight, DEFAULT_LIGHT, type DrawnSize, lightUniforms, viewUniforms } from "./light";
export { createPerformer, type Performer, type PerformerFrame, type PerformerOptions } from "./performer";
export type { Character, Gaze, Light, Lod, Motion, Viseme } from "./types";
