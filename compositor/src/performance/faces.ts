/** What a face shows while nothing is sung: it acts with the counts of a dance. */
import type { Motion } from "../cast/types";
import { rowAt } from "./track";

export interface Face {
  mouth: "neutral" | "smile" | "grin";
  brows: "calm" | "raised" | "earnest";
  /** Laughing eyes; they win over blinks. */
  happy?: boolean;
}

const CALM: Face = { mouth: "smile", brows: "calm" };
const BRIGHT: Face = { mouth: "grin", brows: "raised" };
const LAUGHING: Face = { mouth: "grin", brows: "raised", happy: true };
const TENDER: Face = { mouth: "smile", brows: "raised", happy: true };
const COOL: Face = { mouth: "neutral", brows: "calm" };
const SLY: Face = { mouth: "smile", brows: "raised" };

/** Faces from a count on, in beats of the motion's loop. */
type FaceCounts = readonly (readonly [at: number, face: Face])[];

const FACES: Readonly<Record<Motion, FaceCounts>> = {
  sing: [[0, CALM]],
  wave: [[0, BRIGHT]],
  sway: [[0, CALM]],
  point: [[0, BRIGHT]],
  heart: [[0, TENDER]],
  jump: [[0, BRIGHT]],
  hold: [[0, CALM]],
  cheer: [
    [0, BRIGHT],
    [4, LAUGHING],
  ],
  two_step: [
    [0, CALM],
    [2.8, BRIGHT],
  ],
  body_wave: [
    [0, SLY],
    [1, CALM],
    [2, SLY],
    [3, CALM],
  ],
  shoulder_groove: [
    [0, COOL],
    [1.8, SLY],
  ],
  arm_cross: [
    [0, COOL],
    [1.8, BRIGHT],
    [3.2, SLY],
  ],
  spin: [
    [0, CALM],
    [2.6, SLY],
    [5.6, BRIGHT],
    [7.4, CALM],
  ],
  point_drop: [
    [0, CALM],
    [3.7, COOL],
    [5.6, SLY],
    [6.8, BRIGHT],
  ],
  jump_clap: [
    [0, BRIGHT],
    [1.7, LAUGHING],
    [2.6, BRIGHT],
  ],
  arm_heart: [
    [0, TENDER],
    [4, CALM],
    [4.8, LAUGHING],
    [6.4, CALM],
  ],
  hip_sway: [
    [0, CALM],
    [2.2, SLY],
  ],
  air_punch: [
    [0, BRIGHT],
    [2.8, SLY],
    [3.6, BRIGHT],
  ],
};

/** @param beats length of the motion's loop */
export function faceAt(motion: Motion, beat: number, beats: number): Face {
  const counts = FACES[motion];
  const { index } = rowAt({ at: counts.map(([at]) => at), beats }, beat);
  return (counts[index] as (typeof counts)[number])[1];
}
