/** The hips swing left, right, left-left, right; the head slides the other way and stays level. */
import { type ArmCount, type BodyCount, dancing } from "../choreography";

const swung = (at: number, side: 1 | -1, size: number): BodyCount => ({
  at,
  hips: [0.28 * side * size, -0.17 + 0.02 * size, 0.03],
  hipsTurn: [0.02, 0.14 * side * size, 0.17 * side * size],
  spine: [0, -0.08 * side * size, -0.12 * side * size],
  chest: [-0.04, -0.1 * side * size, -0.17 * side * size],
  head: [-0.01, 0.06 * side * size, 0.17 * side * size],
});

const atHair = (at: number, wrist: ArmCount["wrist"]): ArmCount => ({
  at,
  wrist,
  elbow: [1, 0.15, 0.25],
  fingers: [-0.55, 0.8, -0.1],
  back: [0.75, 0.55, 0.25],
  shape: "relaxed",
});
const beside = (at: number, wrist: ArmCount["wrist"]): ArmCount => ({
  at,
  wrist,
  elbow: [0.5, -0.1, -1],
  fingers: [0.8, -0.25, 0.4],
  back: [-0.1, 0.95, 0.25],
  shape: "open",
});

export const hipSway = dancing({
  beats: 4,
  bounce: 0.02,
  body: [
    swung(0, 1, 1),
    swung(1, -1, 1),
    swung(2, 1, 0.8),
    swung(2.25, 1, 0.2),
    swung(2.5, 1, 1.05),
    swung(3, -1, 1.1),
  ],
  left: [
    atHair(0, [0.92, 4.96, 0.22]),
    atHair(1, [1, 5.1, 0.24]),
    atHair(1.9, [0.88, 4.9, 0.26]),
    atHair(2.5, [0.9, 4.78, 0.4]),
    atHair(3.1, [1, 5.16, 0.2]),
  ],
  right: [
    beside(0, [1.02, 3.26, 0.14]),
    beside(1, [1.34, 3.72, 0.26]),
    beside(2, [1.04, 3.28, 0.2]),
    beside(2.5, [1.2, 3.5, 0.4]),
    beside(3, [1.4, 3.92, 0.24]),
  ],
  leftFoot: [
    { at: 0, aside: 0.12 },
    { at: 1, aside: 0.12, ahead: 0.04, heel: 0.42, lift: 0.02 },
    { at: 2, aside: 0.12 },
    { at: 3, aside: 0.12, ahead: 0.04, heel: 0.42, lift: 0.02 },
  ],
  rightFoot: [
    { at: 0, aside: 0.12, ahead: 0.03, heel: 0.42, lift: 0.02 },
    { at: 1, aside: 0.12 },
    { at: 2, aside: 0.12, ahead: 0.03, heel: 0.42, lift: 0.02 },
    { at: 3, aside: 0.12 },
  ],
});
