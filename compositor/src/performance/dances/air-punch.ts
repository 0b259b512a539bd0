/** The drop: fists to the sky, right, left, right, and both down on the four; a bounce on every beat. */
import { type ArmCount, dancing } from "../choreography";

const up = (at: number, wrist: ArmCount["wrist"]): ArmCount => ({
  at,
  wrist,
  elbow: [1, -0.3, 0.05],
  fingers: [0.12, 0.98, 0.1],
  back: [0.75, -0.1, -0.6],
  shape: "fist",
});
const cocked = (at: number): ArmCount => ({
  at,
  wrist: [0.76, 3.9, 0.42],
  elbow: [1, -0.6, -0.6],
  fingers: [-0.2, 0.75, 0.6],
  back: [0.8, 0.3, -0.4],
  shape: "fist",
});
const pulled = (at: number): ArmCount => ({
  at,
  wrist: [0.8, 3.62, 0.5],
  elbow: [1, -0.1, -0.6],
  fingers: [-0.2, 0.35, 0.9],
  back: [0.85, 0.3, 0.1],
  shape: "fist",
});

export const airPunch = dancing({
  beats: 4,
  bounce: 0.09,
  body: [
    {
      at: 0,
      hips: [0.12, -0.08, 0],
      hipsTurn: [0, 0.1, 0.06],
      spine: [0, 0.04, -0.02],
      chest: [-0.1, 0.26, -0.1],
      head: [-0.14, -0.26, 0.06],
    },
    {
      at: 1,
      hips: [-0.12, -0.08, 0],
      hipsTurn: [0, -0.1, -0.06],
      spine: [0, -0.04, 0.02],
      chest: [-0.1, -0.26, 0.1],
      head: [-0.14, 0.26, -0.06],
    },
    {
      at: 2,
      hips: [0.12, -0.06, 0],
      hipsTurn: [0, 0.1, 0.06],
      spine: [0, 0.04, -0.02],
      chest: [-0.12, 0.28, -0.11],
      head: [-0.16, -0.26, 0.08],
    },
    {
      at: 3,
      hips: [0, -0.46, -0.1],
      hipsTurn: [0.2, 0, 0],
      spine: [0.06, 0, 0],
      chest: [0.1, 0, 0],
      head: [-0.2, 0, 0.03],
    },
  ],
  left: [cocked(0), up(1, [0.84, 5.72, 0.2]), cocked(2), pulled(3)],
  right: [up(0, [0.84, 5.74, 0.2]), cocked(1), up(2, [0.8, 5.78, 0.24]), cocked(2.68), pulled(3.04), cocked(3.5)],
  leftFoot: [
    { at: 0, aside: 0.26 },
    { at: 1, aside: 0.26, heel: 0.34 },
    { at: 2, aside: 0.26 },
  ],
  rightFoot: [
    { at: 0, aside: 0.24, heel: 0.34 },
    { at: 1, aside: 0.24 },
    { at: 2, aside: 0.24, heel: 0.36 },
    { at: 3, aside: 0.24 },
  ],
});
