/** Names of the character's values, read off the generated contract so that they stand in one place. */
import type { FaceProportions as AllProportions, Character, Light, PerformerLayer } from "../contract";

export type { Character, Light };

/** What shapes a face. The outline's fuller terms may be left out, which means the mean face's. */
export type FaceProportions = Omit<AllProportions, "cheeks" | "length"> &
  Partial<Pick<AllProportions, "cheeks" | "length">>;

export type HairStyle = Character["hair_style"];
export type HairPalette = Character["hair_colour"];
export type ClothPalette = Character["cloth_colour"];
export type Fringe = Character["fringe"];
export type GlassesStyle = Character["glasses"];
export type FacialHair = Character["facial_hair"];
export type BrowKind = Character["brow"];
export type Earrings = Character["earrings"];
export type Outfit = Character["outfit"];
export type Motion = PerformerLayer["motion"];
export type Gaze = PerformerLayer["gaze"];
export type Viseme = "aa" | "ih" | "ou" | "ee" | "oh";

/** How large the performer will be seen: a head and shoulders, a half figure, or a whole figure in the distance. */
export type Lod = "close" | "medium" | "wide";

/** Height of one unit (one head) in pixels of a 720-line frame from which a level is needed. */
export const LOD_FROM_PX: Readonly<Record<Lod, number>> = { close: 280, medium: 125, wide: 0 };

/** Scale of segment counts per level; triangles go with its square. */
export const LOD_DETAIL: Readonly<Record<Lod, number>> = { close: 1, medium: 0.72, wide: 0.5 };
