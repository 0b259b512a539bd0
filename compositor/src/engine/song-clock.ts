import type { SongClock } from "../contract";
import { type Phrase, phraseAt } from "../performance/phrasing";

export type Viseme = SongClock["visemes"][number][2];

/** Where a frame lies on the song. */
export interface SongTime {
  /** Seconds on the video's timeline. */
  time_s: number;
  /** Beats since the first one, fractional; negative before it. */
  beat: number;
}

/** A mouth: shape, and how far it is open (0 closed to 1). */
export interface Mouth {
  viseme: Viseme | null;
  openness: number;
  /** Where the line is that it sings. */
  phrase: Phrase;
}

/** A mouth opens in about two frames and closes in three. */
const ATTACK_S = 0.07;
const DECAY_S = 0.11;
/** A lips' look-ahead: mouths move before the sound, as a singer's do. */
const LEAD_S = 0.04;

/** Song time of frame `frame` of a comp whose frame 0 is frame `startFrame` of the video. */
export function songTime(song: SongClock, fps: number, startFrame: number, frame: number): SongTime {
  const time_s = (startFrame + frame) / fps;
  return { time_s, beat: ((time_s - song.first_beat_s) * song.tempo_bpm) / 60 };
}

/** The mouth at `time_s`: the shape that is most open then, with a linear attack and decay. */
export function mouthAt(visemes: SongClock["visemes"], time_s: number): Mouth {
  const phrase = phraseAt(visemes, time_s);
  let mouth: Mouth = { viseme: null, openness: 0, phrase };
  for (const [start_s, duration_s, viseme, widest] of visemes) {
    const since_s = time_s - (start_s - LEAD_S);
    const left_s = start_s + duration_s + DECAY_S - time_s;
    const openness = Math.min(widest, since_s / ATTACK_S, left_s / DECAY_S);
    if (openness > mouth.openness) mouth = { viseme, openness, phrase };
  }
  return mouth;
}
