/** A singer breathes, swells, nods, blinks and looks as the line wants it; all from the moment alone. */
import { Vector3 } from "three";
import { describe, expect, it } from "vitest";
import { Rig } from "../../src/cast/body/skeleton";
import type { SongClock } from "../../src/contract";
import { applyPose, blinkAt, expressionAt, type Moment, performanceAt, phraseAt } from "../../src/performance";

/** Two phrases with a rest between them; the second one's loudest note is its middle one. */
const LINE: SongClock["visemes"] = [
  [2, 0.4, "aa", 0.5],
  [2.5, 0.4, "oh", 0.5],
  [5, 0.3, "ee", 0.4],
  [5.4, 0.6, "aa", 1],
  [6.1, 0.3, "ou", 0.4],
];

const momentAt = (time_s: number, more: Partial<Moment> = {}): Moment => ({
  motion: "sing",
  beat: time_s * 2,
  seed: 4,
  viseme: null,
  openness: 0,
  phrase: phraseAt(LINE, time_s),
  camera: new Vector3(0.5, 5, 8),
  ...more,
});

describe("phraseAt", () => {
  it("parts phrases at silences and numbers them", () => {
    expect(phraseAt(LINE, 1)).toMatchObject({ sung: false, index: 0 });
    expect(phraseAt(LINE, 2.45)).toMatchObject({ sung: true, index: 0 });
    expect(phraseAt(LINE, 4)).toMatchObject({ sung: false, index: 1 });
    expect(phraseAt(LINE, 6.05)).toMatchObject({ sung: true, index: 1 });
    expect(phraseAt(LINE, 9)).toMatchObject({ sung: false, index: 2 });
    expect(phraseAt([], 3)).toMatchObject({ sung: false, loudness: 0, breath: 0, peak: 0, rest: 0 });
  });

  it("breathes before a phrase only, peaks on its loudest note, rests between phrases only", () => {
    expect(phraseAt(LINE, 4.72).breath).toBeGreaterThan(0.9);
    for (const time_s of [2.2, 3.5, 5.2, 8]) expect(phraseAt(LINE, time_s).breath).toBe(0);
    expect(phraseAt(LINE, 5.7).peak).toBeCloseTo(1, 6);
    expect(phraseAt(LINE, 3.9).rest).toBeCloseTo(1, 6);
    for (const time_s of [1, 2.2, 5.2, 8]) expect(phraseAt(LINE, time_s).rest).toBe(0);
  });

  it("moves without jumps and within its bounds", () => {
    let before = phraseAt(LINE, 0);
    for (let time_s = 1 / 240; time_s < 9; time_s += 1 / 240) {
      const now = phraseAt(LINE, time_s);
      for (const name of ["loudness", "breath", "peak", "rest"] as const) {
        expect(now[name]).toBeGreaterThanOrEqual(0);
        expect(now[name]).toBeLessThanOrEqual(1);
        expect(Math.abs(now[name] - before[name]), `${name} at ${time_s.toFixed(3)}`).toBeLessThan(0.09);
      }
      before = now;
    }
  });
});

describe("the face", () => {
  it("opens the mouth as far as the sound is open, and closes it in silence", () => {
    const heights = [0.2, 0.5, 0.9].map(
      (openness) => expressionAt(momentAt(5.6, { viseme: "aa", openness })).mouthOpen,
    );
    expect(heights).toEqual([...heights].sort((a, b) => a - b));
    expect((heights[2] as number) - (heights[0] as number)).toBeGreaterThan(0.35);
    expect(expressionAt(momentAt(3.9)).mouth).toBe("smile");
    expect(expressionAt(momentAt(4.72)).mouth).toBe("ih");
  });

  it("raises its brows on the loud note, not on the soft ones", () => {
    expect(expressionAt(momentAt(5.7, { viseme: "aa", openness: 1 })).brows).toBe("raised");
    expect(expressionAt(momentAt(2.2, { viseme: "aa", openness: 0.5 })).brows).not.toBe("raised");
  });

  it("acts with the counts of a dance, and sings through it", () => {
    const dance = (beat: number, more: Partial<Moment> = {}) =>
      expressionAt(momentAt(0, { motion: "arm_cross", beat, phrase: undefined, ...more }));
    expect(dance(1)).toMatchObject({ mouth: "neutral", brows: "calm" });
    expect(dance(2.1)).toMatchObject({ mouth: "grin", brows: "raised" });
    expect(dance(6.1)).toEqual(dance(2.1));
    expect(dance(2.1, { viseme: "oh", openness: 0.5 }).mouth).toBe("oh");
    expect(dance(2.1, { motion: "arm_heart" }).eyes).toBe("happy");
  });

  it("keeps its eyes open on the peak, whatever the seed", () => {
    for (let seed = 1; seed < 40; seed++) {
      const phrase = { ...phraseAt(LINE, 5.7), peak: 1 };
      for (let beat = 0; beat < 16; beat++)
        expect(expressionAt(momentAt(5.7, { beat, seed, phrase })).eyes).toBe("open");
    }
  });

  it("blinks open, half, closed, half, open, between the beats, on a schedule of the seed alone", () => {
    const at = (seed: number) => Array.from({ length: 24 * 120 }, (_, k) => blinkAt(k / 24, seed));
    const states = at(3);
    const runs = states.filter((state, k) => state !== states[k - 1]);
    expect(runs.slice(0, 5)).toEqual(["open", "half", "closed", "half", "open"]);
    const blinks = runs.filter((state) => state === "closed").length;
    expect(blinks).toBeGreaterThan(15);
    expect(blinks).toBeLessThan(31);
    expect(at(3)).toEqual(states);
    expect(at(4)).not.toEqual(states);
    for (let beat = -20; beat < 200; beat++)
      for (const off of [-0.2, -0.1, 0, 0.1, 0.2]) expect(blinkAt(beat + off, 3)).toBe("open");
  });
});

describe("the body", () => {
  it("looks aside between phrases and into the camera while it sings", () => {
    const straight = (time_s: number) => {
      const { iris, pose } = performanceAt(momentAt(time_s, { beat: 3 }));
      return { iris: iris.x, yaw: pose.head.yaw };
    };
    const sung = straight(5.7);
    const resting = straight(3.9);
    expect(Math.abs(resting.iris - sung.iris)).toBeGreaterThan(0.08);
    expect(Math.sign(resting.iris - sung.iris)).toBe(Math.sign(resting.yaw - sung.yaw));
    expect(straight(2.4).iris).toBeCloseTo(sung.iris, 6);
  });

  it("lifts the chest for a breath and nods into an accent", () => {
    const at = (time_s: number) => performanceAt(momentAt(time_s, { beat: 3 })).pose;
    expect(at(4.72).chest.pitch).toBeLessThan(at(3.9).chest.pitch - 0.03);
    expect(at(5.42).head.pitch).toBeGreaterThan(at(5.8).head.pitch + 0.02);
  });

  it("turns eyes and head to the camera even when the body faces away from it", () => {
    const head = (beat: number) => {
      const rig = new Rig();
      applyPose(rig, performanceAt(momentAt(beat / 2, { motion: "spin", beat, phrase: undefined })).pose);
      return new Vector3(0, 0, 1).transformDirection(rig.matrix("head")).z;
    };
    expect(head(0)).toBeGreaterThan(0.9);
    expect(head(3.4)).toBeGreaterThan(0.2);
  });
});

describe("the hair", () => {
  const sway = (motion: Moment["motion"], beat: number) => performanceAt(momentAt(0, { motion, beat })).hair;

  it("trails behind the head: long tips further than short hair, and rests with it", () => {
    const reach = (length: "short" | "long", motion: Moment["motion"]) =>
      Math.max(...Array.from({ length: 64 }, (_, k) => sway(motion, k / 16)[length].length()));
    expect(reach("long", "two_step")).toBeGreaterThan(reach("short", "two_step") * 1.1);
    expect(reach("long", "two_step")).toBeGreaterThan(0.1);
    expect(reach("long", "two_step")).toBeLessThan(0.36);
    expect(reach("long", "hold")).toBeLessThan(0.05);
  });

  it("is left behind when the head sets off and swings on when it stops", () => {
    const headAt = (beat: number): number => {
      const rig = new Rig();
      applyPose(rig, performanceAt(momentAt(0, { motion: "two_step", beat, camera: null })).pose);
      return rig.matrix("head").elements[12] as number;
    };
    let along = 0;
    let size = 0;
    for (let beat = 0; beat < 4; beat += 0.125) {
      // Hair needs an eighth of a beat or so to answer.
      const acceleration = headAt(beat) + headAt(beat - 0.3) - 2 * headAt(beat - 0.15);
      const { x } = sway("two_step", beat).short;
      along += acceleration * x;
      size += Math.abs(acceleration * x);
    }
    expect(along / size).toBeLessThan(-0.6);
  });

  it("repeats with the motion", () => {
    for (let beat = 0; beat < 4; beat += 0.5)
      expect(sway("arm_cross", beat).long.distanceTo(sway("arm_cross", beat + 4).long)).toBeLessThan(1e-4);
  });
});
