/** Laws of motion: smooth, looping, within reach, clear of the body, feet on the floor, nobody a clone. */
import { Quaternion, Vector3 } from "three";
import { describe, expect, it } from "vitest";
import { BONE_NAMES, type BoneName, HEAD_CENTRE, JOINTS, Rig, SIDES } from "../../src/cast/body/skeleton";
import type { Motion } from "../../src/cast/types";
import { applyPose, LOOP_BEATS, MOTIONS } from "../../src/performance";

const NAMES = Object.keys(MOTIONS) as Motion[];
const SEEDS = [1, 42];
/** Motions that leave the floor, and those whose weight changes feet. */
const LEAPS: readonly Motion[] = ["jump", "jump_clap"];
const STEP = 1 / 16;

function rigAt(motion: Motion, beat: number, seed: number): Rig {
  const rig = new Rig();
  applyPose(rig, MOTIONS[motion](beat, seed));
  return rig;
}

const placeOf = (rig: Rig, name: BoneName): Vector3 => new Vector3().setFromMatrixPosition(rig.matrix(name));
const jointsOf = (rig: Rig): Vector3[] => BONE_NAMES.map((name) => placeOf(rig, name));

/** Beats of one loop and a little more. */
const beatsOf = (motion: Motion): number[] =>
  Array.from({ length: Math.round((LOOP_BEATS[motion] + 1) / STEP) }, (_, k) => k * STEP - 0.5);

/** The ball of a foot, which carries a dancer. */
const ballOf = (rig: Rig, side: "left" | "right"): Vector3 =>
  new Vector3(0, -0.19, 0.24).applyMatrix4(rig.matrix(`${side}Foot`));
const FLOOR = 0.26 - 0.19;

describe.each(NAMES)("%s", (motion) => {
  // 17 heads per beat are 8 m/s at 120 beats a minute: a fast punch.
  it("never jerks: no joint moves faster than a fist can", () => {
    for (const seed of SEEDS) {
      let before = jointsOf(rigAt(motion, -0.5 - STEP / 2, seed));
      for (const beat of beatsOf(motion).flatMap((b) => [b, b + STEP / 2])) {
        const now = jointsOf(rigAt(motion, beat, seed));
        now.forEach((p, k) => {
          const speed = (p.distanceTo(before[k] as Vector3) * 2) / STEP;
          expect(speed, `${BONE_NAMES[k]} at beat ${beat.toFixed(2)}, units per beat`).toBeLessThan(17);
        });
        before = now;
      }
    }
  });

  it("never flips: no limb turns faster than a flick of the wrist", () => {
    const turnsOf = (beat: number) => {
      const rig = rigAt(motion, beat, 7);
      return BONE_NAMES.map((name) => new Quaternion().setFromRotationMatrix(rig.matrix(name)));
    };
    let before = turnsOf(-0.5 - STEP / 2);
    for (const beat of beatsOf(motion).flatMap((b) => [b, b + STEP / 2])) {
      const now = turnsOf(beat);
      now.forEach((q, k) => {
        const speed = (q.angleTo(before[k] as Quaternion) * 2) / STEP;
        expect(speed, `${BONE_NAMES[k]} at beat ${beat.toFixed(2)}, radians per beat`).toBeLessThan(25);
      });
      before = now;
    }
  });

  it("repeats exactly after its loop, joint by joint, with the shapes of the hands", () => {
    for (const seed of SEEDS)
      for (let beat = 0; beat < LOOP_BEATS[motion]; beat += 0.37) {
        const [one, again] = [beat, beat + LOOP_BEATS[motion]].map((b) => MOTIONS[motion](b, seed));
        expect(again?.left.shape).toBe(one?.left.shape);
        expect(again?.right.shape).toBe(one?.right.shape);
        const later = jointsOf(rigAt(motion, beat + LOOP_BEATS[motion], seed));
        jointsOf(rigAt(motion, beat, seed)).forEach((p, k) => {
          expect(p.distanceTo(later[k] as Vector3), `${BONE_NAMES[k]} at beat ${beat.toFixed(2)}`).toBeLessThan(1e-4);
        });
      }
  });

  it("keeps the hands out of the head and in front of the trunk's middle", () => {
    for (const seed of SEEDS)
      for (const beat of beatsOf(motion)) {
        const rig = rigAt(motion, beat, seed);
        const hips = rig.matrix("hips").clone().invert();
        const head = rig.matrix("head").clone().invert();
        for (const side of SIDES)
          for (const along of [0, 0.25, 0.42]) {
            const p = new Vector3(along, 0, 0).applyMatrix4(rig.matrix(`${side}Hand`));
            const inHead = p
              .clone()
              .applyMatrix4(head)
              .sub(HEAD_CENTRE.clone().sub(JOINTS.head))
              .divide(new Vector3(0.42, 0.55, 0.45))
              .length();
            expect(inHead, `${side} hand at beat ${beat}, seed ${seed}`).toBeGreaterThan(1);
            const local = p.clone().applyMatrix4(hips);
            const inTrunk = Math.hypot(local.x / 0.42, local.z / 0.26);
            if (local.y > 0.05 && local.y < 1.25)
              expect(inTrunk, `${side} hand at beat ${beat}, seed ${seed}`).toBeGreaterThan(1);
          }
      }
  });

  it("stands on the floor: the balls of its feet are never below it, and one is always on it unless it leaps", () => {
    for (const seed of SEEDS)
      for (const beat of beatsOf(motion)) {
        const rig = rigAt(motion, beat, seed);
        const heights = SIDES.map((side) => ballOf(rig, side).y - FLOOR);
        for (const height of heights) expect(height, `beat ${beat.toFixed(2)}`).toBeGreaterThan(-0.03);
        if (!LEAPS.includes(motion)) expect(Math.min(...heights), `beat ${beat.toFixed(2)}`).toBeLessThan(0.02);
      }
  });

  it("does not skate: a foot on the floor stays where it is", () => {
    for (const side of SIDES) {
      let before = ballOf(rigAt(motion, -0.5 - STEP, 1), side);
      for (const beat of beatsOf(motion)) {
        const now = ballOf(rigAt(motion, beat, 1), side);
        const slid = Math.hypot(now.x - before.x, now.z - before.z);
        if (Math.max(now.y, before.y) - FLOOR < 0.004)
          expect(slid, `${side} foot at beat ${beat.toFixed(2)}`).toBeLessThan(0.015);
        before = now;
      }
    }
  });

  it("is the same move for two performers, but not to the hair", () => {
    const apart = SIDES.map((side) => {
      const distances = beatsOf(motion).map((beat) => {
        const [one, other] = [3, 8].map((seed) => placeOf(rigAt(motion, beat, seed), `${side}Hand`));
        return (one as Vector3).distanceTo(other as Vector3);
      });
      return distances.reduce((a, b) => a + b) / distances.length;
    });
    for (const mean of apart) {
      expect(mean).toBeGreaterThan(0.01);
      if (motion !== "sing") expect(mean).toBeLessThan(0.3);
    }
  });
});

it.each([
  ["jump", 1.5, [0, 2, 4]],
  ["jump_clap", 2, [0, 1, 3]],
] as const)("%s leaves the floor at its height and is back on the beat", (motion, flying, standing) => {
  const height = (beat: number) => Math.min(...SIDES.map((side) => placeOf(rigAt(motion, beat, 1), `${side}Foot`).y));
  expect(height(flying)).toBeGreaterThan(JOINTS.leftFoot.y + 0.3);
  for (const beat of standing) expect(height(beat)).toBeLessThan(JOINTS.leftFoot.y + 0.1);
});

it("turns its back in a spin and faces the audience again", () => {
  const facing = (beat: number) => new Vector3(0, 0, 1).transformDirection(rigAt("spin", beat, 1).matrix("hips")).z;
  expect(facing(0)).toBeGreaterThan(0.9);
  expect(facing(3.5)).toBeLessThan(-0.4);
  expect(facing(6.5)).toBeGreaterThan(0.9);
});
