/** Closed-form springs: on the count, smooth, settled, and the sum of a track's parts is the whole. */
import { describe, expect, it } from "vitest";
import { arrival, BODY, FLOW, FORESEEN, loose, riseOf, SETTLED, SNAP } from "../../src/performance/springs";
import { partsAt, rowAt, sample, type Track } from "../../src/performance/track";

const SPRINGS = { SNAP, BODY, FLOW, loose: loose(SNAP) };

describe.each(Object.entries(SPRINGS))("%s", (_, spring) => {
  it("is there on the count, not before it, and stays", () => {
    expect(arrival(-FORESEEN, spring)).toBeCloseTo(0, 12);
    expect(arrival(0, spring)).toBeCloseTo(1, 9);
    for (let t = -riseOf(spring); t < -0.01; t += 0.01) expect(arrival(t, spring)).toBeLessThan(1);
    expect(arrival(SETTLED, spring)).toBeCloseTo(1, 5);
  });

  it("winds up a little, overshoots a little, never jumps", () => {
    let before = 0;
    for (let t = -FORESEEN; t < SETTLED; t += 0.01) {
      const now = arrival(t, spring);
      expect(now).toBeGreaterThan(-spring.anticipation - 0.001);
      expect(now).toBeLessThan(1.2);
      expect(Math.abs(now - before)).toBeLessThan(0.01 * spring.rate);
      before = now;
    }
  });
});

const track: Track = {
  beats: 4,
  at: [0, 1, 1.5, 3],
  rows: [
    [0, 5],
    [2, 5],
    [-1, 5],
    [4, 5],
  ],
};

describe("a track", () => {
  it("weighs its rows to 1, so that what never changes never moves", () => {
    for (let beat = -9; beat < 9; beat += 0.13) {
      const weights = partsAt(track, beat, SNAP).map((part) => part.weight);
      expect(weights.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
      expect(sample(track, beat, SNAP)[1]).toBeCloseTo(5, 12);
    }
  });

  it("repeats in both directions", () => {
    for (let beat = 0; beat < 4; beat += 0.21)
      for (const loops of [-3, -1, 1, 5])
        expect(sample(track, beat + loops * 4, SNAP)[0]).toBeCloseTo(sample(track, beat, SNAP)[0] as number, 4);
  });

  it("reaches a row on its count if it had the time", () => {
    const slow: Track = { beats: 8, at: [0, 4], rows: [[0], [1]] };
    expect(sample(slow, 4, SNAP)[0]).toBeCloseTo(1, 6);
    expect(sample(slow, 8, SNAP)[0]).toBeCloseTo(0, 6);
  });

  it("knows the last row before a beat", () => {
    expect(rowAt(track, 1.2)).toEqual({ index: 1, since: expect.closeTo(0.2) });
    expect(rowAt(track, 3.5 + 4)).toEqual({ index: 3, since: expect.closeTo(0.5) });
    expect(rowAt({ at: [1, 2], beats: 4 }, 0.5)).toEqual({ index: 1, since: expect.closeTo(2.5) });
  });
});
