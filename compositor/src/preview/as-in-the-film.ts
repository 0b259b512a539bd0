import type { Comp } from "../contract";

/** How a shot becomes pictures; the same rules as in tasks/render/drawings.py. */
export interface Recipe {
  /** What is drawn on twos, null where nothing is. */
  drawings: Comp | null;
  /** What keeps the film's own rate below it, null where the drawings fill the frame. */
  plate: Comp | null;
}

export function recipeOf(comp: Comp, personal: boolean, hasRegion: boolean): Recipe {
  if (!personal) return { drawings: null, plate: comp };
  const back = hasBackPlate(comp);
  const plate = back ? { ...comp, layers: comp.layers.slice(0, 1) } : null;
  if (canLayOver(comp)) return { drawings: { ...comp, layers: comp.layers.slice(1), transparent: true }, plate };
  return { drawings: comp, plate: hasRegion ? plate : null };
}

/** Frame of the comp whose drawing is held at `frame`. */
export function drawnFrame(frame: number, step_frames: number): number {
  return frame - (frame % step_frames);
}

/** Whether a clip fills the comp's back from the first frame to the last. */
function hasBackPlate(comp: Comp): boolean {
  const back = comp.layers[0];
  if (back?.type !== "plate" || !back.asset.toLowerCase().endsWith(".mp4")) return false;
  const always = back.in_frame === 0 && (back.out_frame === null || back.out_frame >= comp.frames);
  return always && back.blend === "normal" && back.opacity_track.every((opacity) => opacity === 1);
}

function canLayOver(comp: Comp): boolean {
  const finish = comp.look.bloom > 0 || comp.look.vignette > 0;
  const simple = comp.layers.slice(1).every(({ blend }) => blend === "normal" || blend === "add");
  return hasBackPlate(comp) && !finish && simple;
}
