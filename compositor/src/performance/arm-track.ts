/** Arms that go from count to count: elbows lead, then wrists, then hands. */
import { Matrix4, Quaternion, Vector3, Vector4 } from "three";
import { JOINTS } from "../cast/body/skeleton";
import { type ArmPose, at, type HandPose } from "./pose";
import { loose, type Spring } from "./springs";
import { partsAt, rowAt, sample, type Track } from "./track";

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

/** Where the turn of the hand begins in a row. */
const HAND = 7;

const unit = (v: Triple): Vector3 => at(...v).normalize();

/** The turn of a hand that lies along +x with its back to +y. */
function handTurn(fingers: Triple, back: Triple): Quaternion {
  const x = unit(fingers);
  const y = at(...back);
  y.addScaledVector(x, -y.dot(x)).normalize();
  return new Quaternion().setFromRotationMatrix(new Matrix4().makeBasis(x, y, x.clone().cross(y)));
}

/** Rows: direction and distance of the wrist from the shoulder (so that hands move in arcs), elbow, turn of the hand. */
export function armTrack(beats: number, counts: readonly ArmCount[]): ArmTrack {
  return {
    beats,
    at: counts.map((count) => count.at),
    shapes: counts.map((count) => count.shape),
    rows: counts.map(({ wrist, elbow = [0.75, -0.8, -0.15], fingers, back }) => {
      const way = at(...wrist).sub(SHOULDER);
      return [
        ...way.clone().normalize().toArray(),
        way.length(),
        ...unit(elbow).toArray(),
        ...handTurn(fingers, back).toArray(),
      ];
    }),
  };
}

export const vector = ([x = 0, y = 0, z = 0]: number[]): Vector3 => at(x, y, z);

/** The hand's turn: from count to count the shorter way round. */
function handAt(track: ArmTrack, beat: number, spring: Spring): Quaternion {
  const sum = new Vector4(0, 0, 0, 0);
  const last = new Vector4(0, 0, 0, 0);
  const next = new Vector4();
  for (const { row, weight } of partsAt(track, beat, spring)) {
    next.fromArray(row as number[], HAND);
    // A turn and its negative are the same; the one nearer to the turn before is meant.
    if (next.dot(last) < 0) next.negate();
    sum.addScaledVector(next, weight);
    last.copy(next);
  }
  return new Quaternion(sum.x, sum.y, sum.z, sum.w).normalize();
}

/** A left arm at `beat`. */
export function armAt(track: ArmTrack, beat: number, spring: Spring): ArmPose {
  const [x = 0, y = 0, z = 1, reach = 1] = sample(track, beat, spring, 0, 4);
  const hand = handAt(track, beat + OVERLAP.hand, loose(spring));
  const { index } = rowAt(track, beat + SHAPE_LEAD);
  return {
    wrist: at(x, y, z).normalize().multiplyScalar(reach).add(SHOULDER),
    elbow: vector(sample(track, beat + OVERLAP.elbow, spring, 4, HAND)),
    fingers: at(1, 0, 0).applyQuaternion(hand),
    back: at(0, 1, 0).applyQuaternion(hand),
    shape: track.shapes[index] as HandPose,
  };
}
