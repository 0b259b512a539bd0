import { describe, expect, it } from "vitest";
import type { SongClock } from "../../src/contract";
import { mouthAt, songTime } from "../../src/engine/song-clock";

const song: SongClock = { tempo_bpm: 120, first_beat_s: 0.5, visemes: [] };

describe("songTime", () => {
  it("counts seconds on the video's timeline and beats from the first one", () => {
    expect(songTime(song, 24, 48, 12)).toEqual({ time_s: 2.5, beat: 4 });
    expect(songTime(song, 24, 0, 0)).toEqual({ time_s: 0, beat: -1 });
  });

  it("depends on the sum of start and frame only", () => {
    expect(songTime(song, 24, 100, 7)).toEqual(songTime(song, 24, 0, 107));
  });
});

describe("mouthAt", () => {
  const visemes: SongClock["visemes"] = [
    [1, 0.4, "aa", 1],
    [1.5, 0.3, "oh", 1],
  ];

  it("is closed far from every syllable", () => {
    expect(mouthAt(visemes, 0.5)).toMatchObject({ viseme: null, openness: 0 });
    expect(mouthAt(visemes, 3)).toMatchObject({ viseme: null, openness: 0 });
    expect(mouthAt([], 1)).toMatchObject({ viseme: null, openness: 0 });
  });

  it("is fully open in the middle of a syllable", () => {
    expect(mouthAt(visemes, 1.2)).toMatchObject({ viseme: "aa", openness: 1 });
    expect(mouthAt(visemes, 1.65)).toMatchObject({ viseme: "oh", openness: 1 });
  });

  it("moves without jumps and never leaves 0 to 1", () => {
    let before = 0;
    for (let time_s = 0.8; time_s < 2.2; time_s += 1 / 240) {
      const { openness } = mouthAt(visemes, time_s);
      expect(openness).toBeGreaterThanOrEqual(0);
      expect(openness).toBeLessThanOrEqual(1);
      expect(Math.abs(openness - before)).toBeLessThan(0.08);
      before = openness;
    }
  });
});
