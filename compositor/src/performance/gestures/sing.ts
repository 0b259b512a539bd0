/** Sings into the microphone; the free arm goes from gesture to gesture, one per bar. */
import { type ArmCount, type ArmTrack, armAt, armTrack } from "../arm-track";
import { microphoneAtMouth } from "../arms";
import { dip, noiseAt, swing } from "../curves";
import { groove } from "../groove";
import type { Personality } from "../personality";
import { at, type Pose } from "../pose";
import { FLOW } from "../springs";

type Gesture = Omit<ArmCount, "at">;

const GESTURES: readonly Gesture[] = [
  // Offered to the audience.
  {
    wrist: [0.98, 3.98, 0.82],
    elbow: [0.6, -1, -0.3],
    fingers: [0.5, 0.3, 0.8],
    back: [0.2, -0.88, 0.42],
    shape: "open",
  },
  // Beside the head, the palm to the audience.
  {
    wrist: [0.92, 4.62, 0.5],
    elbow: [0.55, -1, -0.2],
    fingers: [0.32, 1, 0.12],
    back: [-0.12, 0.12, -1],
    shape: "open",
  },
  // Hanging beside the hip.
  {
    wrist: [0.98, 3.06, 0.22],
    elbow: [0.5, 0, -1],
    fingers: [0.3, -0.9, 0.28],
    back: [0.9, 0.35, -0.15],
    shape: "relaxed",
  },
  // On the heart.
  {
    wrist: [0.2, 4, 0.52],
    elbow: [1, -0.7, 0.1],
    fingers: [-0.88, 0.42, 0.05],
    back: [0.1, 0.15, 1],
    shape: "relaxed",
  },
  // Far out and up, following the note.
  {
    wrist: [1.4, 4.92, 0.36],
    elbow: [0.6, -1, -0.2],
    fingers: [0.72, 0.66, 0.2],
    back: [-0.45, 0.75, -0.5],
    shape: "open",
  },
  // A fist closed before the chest.
  {
    wrist: [0.5, 4.1, 0.74],
    elbow: [0.9, -0.8, -0.1],
    fingers: [-0.3, 0.85, 0.35],
    back: [0.35, 0.2, 0.9],
    shape: "fist",
  },
];

/** Bars after which the gestures start over. */
const BARS = 8;

/** One gesture per bar; never the same twice in a row, and each arrives on another count of its bar. */
function gesturesOf(seed: number): ArmTrack {
  let last = -1;
  const counts: ArmCount[] = [];
  for (let bar = 0; bar < BARS; bar++) {
    const others = GESTURES.length - (last < 0 ? 0 : 1);
    let index = Math.floor(noiseAt(bar, seed + 17) * others);
    if (last >= 0 && index >= last) index++;
    // The loop's end must differ from its beginning as well.
    if (bar === BARS - 1 && counts[0]?.wrist === GESTURES[index]?.wrist) index = (index + 1) % GESTURES.length;
    if (index === last) index = (index + 1) % GESTURES.length;
    counts.push({ ...(GESTURES[index] as Gesture), at: bar * 4 + (noiseAt(bar, seed + 19) < 0.5 ? 0 : 1) });
    last = index;
  }
  return armTrack(BARS * 4, counts);
}

/** Tracks of the seeds asked for; a seed's track never changes. */
const tracks = new Map<number, ArmTrack>();

export function sing(beat: number, seed: number, _who: Personality): Pose {
  const track = tracks.get(seed) ?? gesturesOf(seed);
  tracks.set(seed, track);
  const left = armAt(track, beat, FLOW);
  // The arm breathes with the body, the hand after it.
  left.wrist.add(at(0.035 * swing(beat - 0.3, 4), 0.035 * swing(beat - 0.2, 2) - 0.03 * dip(beat - 0.12), 0));
  left.fingers.add(at(0.1 * swing(beat - 0.55, 4), -0.14 * dip(beat - 0.2), 0));
  return { ...groove(beat, seed), left, right: microphoneAtMouth(beat), microphone: true };
}
