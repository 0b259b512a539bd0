/** Laws of motion: smooth, within reach, clear of the body, feet on the floor. */
import { Vector3 } from "three";
import { describe, expect, it } from "vitest";
import { BONE_NAMES, HEAD_CENTRE, JOINTS, Rig, SIDES } from "../../src/cast/body/skeleton";
import type { Motion } from "../../src/cast/types";
import { applyPose, blinkAt, MOTIONS } from "../../src/performance";

const NAMES = Object.keys(MOTIONS) as Motion[];
const SEEDS = [1, 7, 42];

function jointsAt(motion: Motion, beat: number, seed: number): Vector3[] {
  const rig = new Rig();
  applyPose(rig, MOTIONS[motion](beat, seed));
  return BONE_NAMES.map((name) => new Vector3().setFromMatrixPosition(rig.matrix(name)));
}

/** Beats over two phrases of eight, in 24ths of a beat. */
const BEATS = Array.from({ length: 16 * 24 }, (_, k) => k / 24 - 2);

describe.each(NAMES)("%s", (motion) => {
  it("never jerks: no joint moves faster than an arm can", () => {
    for (const seed of SEEDS) {
      let before = jointsAt(motion, -3, seed);
      for (let beat = -3 + 1 / 48; beat < 14; beat += 1 / 48) {
        const now = jointsAt(motion, beat, seed);
        now.forEach((p, k) => {
          const step = p.distanceTo(before[k] as Vector3);
          expect(step * 48, `${BONE_NAMES[k]} at beat ${beat.toFixed(2)}`).toBeLessThan(11);
        });
        before = now;
      }
    }
  });

  it("keeps the hands out of the head and in front of the trunk's middle", () => {
    for (const seed of SEEDS)
      for (const beat of BEATS) {
        const rig = new Rig();
        applyPose(rig, MOTIONS[motion](beat, seed));
        for (const side of SIDES) {
          const hand = rig.matrix(`${side}Hand`);
          for (const along of [0, 0.25, 0.42]) {
            const p = new Vector3(along, 0, 0).applyMatrix4(hand);
            const head = new Vector3().copy(HEAD_CENTRE).sub(JOINTS.head).applyMatrix4(rig.matrix("head"));
            const inHead = p
              .clone()
              .sub(head)
              .divide(new Vector3(0.42, 0.55, 0.45))
              .length();
            expect(inHead, `${side} hand at beat ${beat}, seed ${seed}`).toBeGreaterThan(1);
            const hips = rig.matrix("hips").elements[12] ?? 0;
            const inTrunk = Math.hypot((p.x - hips) / 0.42, p.z / 0.26);
            if (p.y < 4.3 && p.y > 3.1) expect(inTrunk, `${side} hand at beat ${beat}`).toBeGreaterThan(1);
          }
        }
      }
  });

  it("stands on the floor unless it jumps", () => {
    for (const beat of BEATS) {
      const joints = jointsAt(motion, beat, 1);
      const height = (name: "leftFoot" | "rightFoot") =>
        (joints[BONE_NAMES.indexOf(name)] as Vector3).y - JOINTS[name].y;
      for (const foot of ["leftFoot", "rightFoot"] as const) {
        expect(height(foot)).toBeGreaterThan(-0.02);
        if (motion !== "jump") expect(height(foot)).toBeLessThan(0.06);
      }
    }
  });
});

it("jumps clear of the floor between beats and lands on the beat", () => {
  const foot = (beat: number) => (jointsAt("jump", beat, 1)[BONE_NAMES.indexOf("leftFoot")] as Vector3).y;
  expect(foot(1.5)).toBeGreaterThan(JOINTS.leftFoot.y + 0.4);
  for (const beat of [0, 2, 4]) expect(foot(beat)).toBeCloseTo(JOINTS.leftFoot.y, 1);
});

it("blinks open, half, closed, half, open, on a schedule of the seed alone", () => {
  const at = (seed: number) => Array.from({ length: 24 * 60 }, (_, k) => blinkAt(k / 24, seed));
  const states = at(3);
  const runs = states.filter((state, k) => state !== states[k - 1]);
  expect(runs.slice(0, 5)).toEqual(["open", "half", "closed", "half", "open"]);
  const blinks = runs.filter((state) => state === "closed").length;
  expect(blinks).toBeGreaterThan(12);
  expect(blinks).toBeLessThan(30);
  expect(at(3)).toEqual(states);
  expect(at(4)).not.toEqual(states);
});
