/** Arms that go from count to count: elbows lead, then wrists, then hands. */
import { Vector3 } from "three";
import { JOINTS } from "../cast/body/skeleton";
import { type ArmPose, at, type HandPose } from "./pose";
import { loose, type Spring } from "./springs";
import { rowAt, sample, type Track } from "./track";

export type Triple = readonly [number, number, number];

/** An arm on a count, as a left arm; right arms are mirrored. */
export interface ArmCount {
  at: number;
  wrist: Triple;
  fingers: Triple;
  back: Triple;
  elbow?: Triple;
  shape: HandPose;
}

export interface ArmTrack extends Track {
  shapes: readonly HandPose[];
}

/** How much earlier (positive) or later each part moves than the count says, beats. */
const OVERLAP = { elbow: 0.05, hand: -0.08 };
/** A hand takes its next shape on the way. */
const SHAPE_LEAD = 0.2;

const SHOULDER = new Vector3().copy(JOINTS.leftUpperArm);

/** Rows: direction and distance of the wrist from the shoulder (so that hands move in arcs), elbow, fingers, back. */
export function armTrack(beats: number, counts: readonly ArmCount[]): ArmTrack {
  return {
    beats,
    at: counts.map((count) => count.at),
    shapes: counts.map((count) => count.shape),
    rows: counts.map(({ wrist, elbow = [0.75, -0.8, -0.15], fingers, back }) => {
      const way = at(...wrist).sub(SHOULDER);
      const unit = (v: Triple) =>
        at(...v)
          .normalize()
          .toArray();
      return [...way.clone().normalize().toArray(), way.length(), ...unit(elbow), ...unit(fingers), ...unit(back)];
    }),
  };
}

export const vector = ([x = 0, y = 0, z = 0]: number[]): Vector3 => at(x, y, z);

/** A left arm at `beat`. */
export function armAt(track: ArmTrack, beat: number, spring: Spring): ArmPose {
  const [x = 0, y = 0, z = 1, reach = 1] = sample(track, beat, spring, 0, 4);
  const hand = sample(track, beat + OVERLAP.hand, loose(spring), 7, 13);
  const { index } = rowAt(track, beat + SHAPE_LEAD);
  return {
    wrist: at(x, y, z).normalize().multiplyScalar(reach).add(SHOULDER),
    elbow: vector(sample(track, beat + OVERLAP.elbow, spring, 4, 7)),
    fingers: vector(hand.slice(0, 3)),
    back: vector(hand.slice(3)),
    shape: track.shapes[index] as HandPose,
  };
}
