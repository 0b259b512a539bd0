/** A roll from the head down to the knees every two beats, shown half from the side; the arms pass it on. */
import { type ArmCount, dancing } from "../choreography";
import type { Spring } from "../springs";

/** Liquid: every part is still on its way when the next one sets off. */
const LIQUID: Spring = { rate: 6.6, damping: 0.8, anticipation: 0.03 };

const hanging = (at: number): ArmCount => ({
  at,
  wrist: [0.95, 3.1, 0.2],
  elbow: [0.6, 0.1, -1],
  fingers: [0.35, -0.9, 0.2],
  back: [0.8, 0.5, 0.1],
  shape: "relaxed",
});
const lifted = (at: number): ArmCount => ({
  at,
  wrist: [1.02, 4.06, 0.7],
  elbow: [0.8, -0.6, -0.4],
  fingers: [0.45, -0.75, 0.5],
  back: [0.25, 0.6, 0.75],
  shape: "relaxed",
});
const pressed = (at: number): ArmCount => ({
  at,
  wrist: [0.86, 3.5, 0.66],
  elbow: [0.85, 0.15, -0.7],
  fingers: [0.3, 0.45, 0.85],
  back: [0.1, 0.85, -0.5],
  shape: "open",
});
const combing = (at: number): ArmCount => ({
  at,
  wrist: [0.86, 5.02, 0.2],
  elbow: [1, -0.1, 0.35],
  fingers: [-0.3, 0.9, 0.1],
  back: [0.9, 0.3, 0.2],
  shape: "relaxed",
});

export const bodyWave = dancing({
  beats: 4,
  bounce: 0,
  bodySpring: LIQUID,
  armSpring: { ...LIQUID, rate: 7.4 },
  body: [
    {
      at: 0,
      hips: [0.05, -0.06, -0.16],
      hipsTurn: [0.2, 0.42, 0.02],
      spine: [-0.02, 0.06, 0],
      chest: [-0.26, 0.08, 0.02],
      head: [-0.2, -0.4, 0.05],
    },
    {
      at: 0.5,
      hips: [0.06, -0.1, -0.04],
      hipsTurn: [0.05, 0.44, 0.02],
      spine: [-0.24, 0.06, 0],
      chest: [-0.06, 0.08, 0.02],
      head: [0.1, -0.42, 0.08],
    },
    {
      at: 1,
      hips: [0.07, -0.2, 0.2],
      hipsTurn: [-0.24, 0.42, 0.02],
      spine: [0.1, 0.06, 0],
      chest: [0.28, 0.06, 0.02],
      head: [0.16, -0.4, 0.1],
    },
    {
      at: 1.55,
      hips: [0, -0.16, 0],
      hipsTurn: [0.02, 0, 0],
      spine: [0.1, 0, 0],
      chest: [0.12, 0, 0],
      head: [0.08, 0, 0.02],
    },
    {
      at: 2,
      hips: [-0.05, -0.06, -0.16],
      hipsTurn: [0.2, -0.42, -0.02],
      spine: [-0.02, -0.06, 0],
      chest: [-0.26, -0.08, -0.02],
      head: [-0.2, 0.4, -0.05],
    },
    {
      at: 2.5,
      hips: [-0.06, -0.1, -0.04],
      hipsTurn: [0.05, -0.44, -0.02],
      spine: [-0.24, -0.06, 0],
      chest: [-0.06, -0.08, -0.02],
      head: [0.1, 0.42, -0.06],
    },
    {
      at: 3,
      hips: [-0.07, -0.2, 0.2],
      hipsTurn: [-0.24, -0.42, -0.02],
      spine: [0.1, -0.06, 0],
      chest: [0.28, -0.06, -0.02],
      head: [0.16, 0.4, -0.08],
    },
    {
      at: 3.55,
      hips: [0, -0.16, 0],
      hipsTurn: [0.02, 0, 0],
      spine: [0.1, 0, 0],
      chest: [0.12, 0, 0],
      head: [0.08, 0, 0.02],
    },
  ],
  left: [lifted(0), pressed(1), combing(2.05), combing(2.5), pressed(3.15), hanging(3.6)],
  right: [combing(0.05), combing(0.5), pressed(1.15), hanging(1.6), lifted(2), pressed(3)],
  leftFoot: [
    { at: 0, aside: 0.14, ahead: 0.06, heel: 0.1 },
    { at: 1, aside: 0.14, ahead: 0.06, heel: 0.32 },
    { at: 2, aside: 0.14, ahead: 0.06 },
  ],
  rightFoot: [
    { at: 0, aside: 0.16, ahead: -0.04 },
    { at: 2, aside: 0.16, ahead: -0.04, heel: 0.1 },
    { at: 3, aside: 0.16, ahead: -0.04, heel: 0.32 },
  ],
});
