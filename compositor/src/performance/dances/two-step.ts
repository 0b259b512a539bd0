/** Step and touch to either side; the arms swing across against the step and snap on the touch. */
import { type ArmCount, dancing } from "../choreography";

const across = (at: number): ArmCount => ({
  at,
  wrist: [0.02, 3.74, 0.66],
  elbow: [1, -0.25, -0.2],
  fingers: [-0.85, -0.25, 0.45],
  back: [0.35, 0.25, 0.9],
  shape: "fist",
});
const behind = (at: number): ArmCount => ({
  at,
  wrist: [1.3, 3.4, -0.3],
  elbow: [0.4, 0.2, -1],
  fingers: [0.55, -0.8, -0.2],
  back: [0.75, 0.55, -0.2],
  shape: "fist",
});
const low = (at: number): ArmCount => ({
  at,
  wrist: [1, 3.14, 0.5],
  elbow: [0.45, -0.2, -1],
  fingers: [0.25, -0.8, 0.5],
  back: [0.9, 0.3, 0.1],
  shape: "fist",
});

export const twoStep = dancing({
  beats: 4,
  bounce: 0.05,
  body: [
    {
      at: 0,
      hips: [0.24, -0.17, 0.02],
      hipsTurn: [0.06, 0.06, -0.03],
      spine: [0.03, 0, 0.02],
      chest: [0.05, 0.14, 0.05],
      head: [0.03, -0.12, -0.04],
    },
    {
      at: 1,
      hips: [0.44, -0.07, 0],
      hipsTurn: [0, 0.12, 0.06],
      spine: [0, 0.04, -0.03],
      chest: [-0.05, 0.3, -0.12],
      head: [-0.03, -0.3, 0.13],
    },
    {
      at: 2,
      hips: [-0.24, -0.17, 0.02],
      hipsTurn: [0.06, -0.06, 0.03],
      spine: [0.03, 0, -0.02],
      chest: [0.05, -0.14, -0.05],
      head: [0.03, 0.12, 0.04],
    },
    {
      at: 3,
      hips: [-0.44, -0.07, 0],
      hipsTurn: [0, -0.12, -0.06],
      spine: [0, -0.04, 0.03],
      chest: [-0.05, -0.3, 0.12],
      head: [-0.03, 0.3, -0.1],
    },
  ],
  left: [low(0), behind(1), low(2), across(3)],
  right: [low(0), across(1), low(2), behind(3)],
  leftFoot: [
    { at: 0, aside: 0.5 },
    { at: 1, aside: 0.5 },
    { at: 2, aside: 0.5, heel: 0.25 },
    { at: 3, aside: -0.2, ahead: 0.1, heel: 0.45, travel: 0.7 },
  ],
  rightFoot: [
    { at: 0, aside: 0.5, heel: 0.25 },
    { at: 1, aside: -0.2, ahead: 0.1, heel: 0.45, travel: 0.7 },
    { at: 2, aside: 0.5 },
    { at: 3, aside: 0.5 },
  ],
});
