/** Winds up, turns its back in two steps, looks over the shoulder, and turns back into a pose. Two bars. */
import { type ArmCount, dancing } from "../choreography";

/** How far round it goes, radians: the face can still be seen over the shoulder. */
const ROUND = 2.25;

const tucked = (at: number, wrist: ArmCount["wrist"]): ArmCount => ({
  at,
  wrist,
  elbow: [1, -0.3, 0],
  fingers: [-0.8, 0.35, 0.3],
  back: [0.35, 0.4, 0.85],
  shape: "fist",
});
const floating = (at: number, wrist: ArmCount["wrist"]): ArmCount => ({
  at,
  wrist,
  elbow: [0.5, -1, -0.3],
  fingers: [0.9, 0.1, 0.2],
  back: [-0.1, 0.95, 0.1],
  shape: "relaxed",
});
const onHip = (at: number): ArmCount => ({
  at,
  wrist: [0.6, 3.34, 0.3],
  elbow: [1, 0.1, -0.35],
  fingers: [-0.75, -0.3, 0.45],
  back: [0.6, 0.1, 0.8],
  shape: "relaxed",
});
const high = (at: number): ArmCount => ({
  at,
  wrist: [0.88, 5.62, 0.16],
  elbow: [1, -0.2, -0.1],
  fingers: [0.15, 1, 0.05],
  back: [0.25, 0.1, -0.95],
  shape: "open",
});

export const spin = dancing({
  beats: 8,
  bounce: 0.02,
  facing: [
    { at: 0.2, angle: 0 },
    { at: 2.5, angle: ROUND },
    { at: 5.9, angle: 0 },
  ],
  body: [
    {
      at: 0,
      hips: [-0.06, -0.08, 0],
      hipsTurn: [0, -0.1, -0.03],
      chest: [-0.03, -0.1, 0.03],
      head: [-0.02, 0.1, 0.06],
    },
    {
      at: 1,
      hips: [-0.14, -0.2, -0.02],
      hipsTurn: [0.08, -0.3, -0.03],
      spine: [0.04, -0.1, 0],
      chest: [0.06, -0.3, 0.04],
      head: [0.03, 0.5, -0.03],
    },
    {
      at: 2,
      hips: [0, -0.05, 0],
      hipsTurn: [0.02, 0.14, 0],
      spine: [0, 0.06, 0],
      chest: [-0.02, 0.2, 0],
      head: [-0.02, 0.2, 0],
    },
    {
      at: 3,
      hips: [0.1, -0.08, 0],
      hipsTurn: [0, 0.06, 0.07],
      spine: [0, -0.12, -0.03],
      chest: [-0.03, -0.34, -0.06],
      head: [-0.02, -0.95, -0.1],
    },
    {
      at: 4,
      hips: [-0.1, -0.09, 0],
      hipsTurn: [0, 0.06, -0.07],
      spine: [0, -0.12, 0.03],
      chest: [-0.03, -0.36, 0.05],
      head: [0, -1, 0.06],
    },
    {
      at: 5,
      hips: [0.04, -0.2, 0],
      hipsTurn: [0.08, 0.24, 0.02],
      spine: [0.04, 0.08, 0],
      chest: [0.06, 0.22, 0],
      head: [0.03, 0.2, 0],
    },
    {
      at: 6,
      hips: [0.15, -0.1, 0.03],
      hipsTurn: [-0.02, -0.1, 0.08],
      spine: [-0.03, 0, -0.03],
      chest: [-0.12, -0.06, -0.1],
      head: [-0.08, 0.06, 0.12],
    },
    {
      at: 7,
      hips: [0.12, -0.11, 0.01],
      hipsTurn: [0, -0.06, 0.06],
      spine: [0, 0, -0.02],
      chest: [-0.05, -0.03, -0.06],
      head: [0, 0.02, 0.1],
    },
  ],
  left: [
    floating(0, [1.5, 3.95, 0.3]),
    tucked(1, [-0.1, 3.96, 0.72]),
    tucked(2, [0.2, 4, 0.6]),
    floating(3, [1.3, 3.5, 0.25]),
    floating(4, [1.34, 3.62, 0.2]),
    tucked(5, [0.15, 3.96, 0.62]),
    floating(5.55, [1.1, 4.5, 0.7]),
    high(6.05),
    high(7),
  ],
  right: [
    floating(0, [1.3, 3.7, 0.2]),
    floating(1, [1.4, 4.1, -0.24]),
    floating(1.6, [1.24, 4, 0.62]),
    floating(1.6, [1.24, 3.8, 0.62]),
    tucked(2.1, [0.2, 3.86, 0.56]),
    onHip(3),
    onHip(4),
    floating(5, [1.2, 3.9, 0.3]),
    onHip(6),
    onHip(7),
  ],
  leftFoot: [
    { at: 0, aside: 0.16 },
    { at: 2.1, aside: 0.1, facing: ROUND, travel: 0.6, lift: 0.14 },
    { at: 3, aside: 0.1, facing: ROUND },
    { at: 4, aside: 0.1, facing: ROUND, heel: 0.3 },
    { at: 6, aside: 0.2, travel: 0.6, lift: 0.14 },
    { at: 7.5, aside: 0.2 },
  ],
  rightFoot: [
    { at: 1, aside: 0.16 },
    { at: 2.7, aside: 0.14, facing: ROUND, travel: 0.6, lift: 0.14 },
    { at: 3.2, aside: 0.14, facing: ROUND, heel: 0.3 },
    { at: 4, aside: 0.14, facing: ROUND },
    { at: 5.4, aside: 0.12, travel: 0.6, lift: 0.14 },
    { at: 6.2, aside: 0.12, heel: 0.36 },
    { at: 7.6, aside: 0.16 },
  ],
});
