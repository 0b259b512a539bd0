/** Low and heavy: the shoulders pop left, right, left-left, right over bent knees, fists before the body. */
import { type ArmCount, type BodyCount, dancing } from "../choreography";

const up = (at: number): ArmCount => ({
  at,
  wrist: [0.72, 4.06, 0.72],
  elbow: [0.9, -0.6, -0.5],
  fingers: [-0.1, 0.65, 0.75],
  back: [0.75, 0.4, -0.3],
  shape: "fist",
});
const down = (at: number): ArmCount => ({
  at,
  wrist: [0.86, 3.46, 0.6],
  elbow: [0.7, 0, -0.9],
  fingers: [-0.15, -0.2, 0.9],
  back: [0.65, 0.75, 0.15],
  shape: "fist",
});

/** A pop to one side: that shoulder up and forward, the hips the other way, the head level. */
const pop = (at: number, side: 1 | -1, size: number): BodyCount => ({
  at,
  hips: [-0.13 * side * size, -0.28 - 0.06 * size, 0.02],
  hipsTurn: [0.08, -0.08 * side, 0.07 * side * size],
  spine: [0.03, 0.03 * side, 0.04 * side],
  chest: [0.1 - 0.13 * size, -0.22 * side * size, 0.2 * side * size],
  head: [0.04, 0.14 * side * size, -0.22 * side * size],
});

export const shoulderGroove = dancing({
  beats: 4,
  bounce: 0.07,
  body: [pop(0, 1, 1), pop(1, -1, 1), pop(2, 1, 0.75), pop(2.25, 1, 0.25), pop(2.5, 1, 1.1), pop(3, -1, 1.15)],
  left: [up(0), down(1), up(2), down(2.25), up(2.5), down(3)],
  right: [down(0), up(1), down(2), down(2.5), up(3)],
  leftFoot: [
    { at: 0, aside: 0.34, heel: 0.22 },
    { at: 1, aside: 0.34 },
    { at: 2, aside: 0.34, heel: 0.22 },
    { at: 3, aside: 0.34 },
  ],
  rightFoot: [
    { at: 0, aside: 0.3, ahead: 0.05 },
    { at: 1, aside: 0.3, ahead: 0.05, heel: 0.22 },
    { at: 2, aside: 0.3, ahead: 0.05 },
    { at: 3, aside: 0.3, ahead: 0.05, heel: 0.28 },
  ],
});
