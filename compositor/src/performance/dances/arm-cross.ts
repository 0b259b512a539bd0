/** The arms cross before the chest, hold, and burst open with a step; two beats to close, two to shine. */
import { type ArmCount, dancing } from "../choreography";

const crossed = (at: number, wrist: ArmCount["wrist"]): ArmCount => ({
  at,
  wrist,
  elbow: [0.85, -0.7, 0.1],
  fingers: [-0.6, 0.72, 0.2],
  back: [0.3, 0.05, 0.95],
  shape: "fist",
});
const burst = (at: number, wrist: ArmCount["wrist"]): ArmCount => ({
  at,
  wrist,
  elbow: [0.5, -1, -0.4],
  fingers: [0.78, 0.6, 0.15],
  back: [-0.3, 0.35, -0.9],
  shape: "open",
});
/** On the way out the fists pass before the body. */
const thrust = (at: number, wrist: ArmCount["wrist"]): ArmCount => ({
  at,
  wrist,
  elbow: [0.9, -0.7, 0],
  fingers: [0.1, 0.6, 0.8],
  back: [0.3, 0.6, -0.75],
  shape: "fist",
});
const gathered = (at: number): ArmCount => ({
  at,
  wrist: [0.72, 3.52, 0.44],
  elbow: [0.7, 0.1, -1],
  fingers: [-0.1, -0.35, 0.9],
  back: [0.85, 0.45, 0.2],
  shape: "fist",
});

export const armCross = dancing({
  beats: 4,
  bounce: 0.02,
  body: [
    {
      at: 0,
      hips: [0.02, -0.26, -0.03],
      hipsTurn: [0.14, 0.05, 0],
      spine: [0.08, 0, 0],
      chest: [0.12, 0.06, 0.02],
      head: [0.02, -0.08, 0.03],
    },
    {
      at: 1,
      hips: [-0.05, -0.24, -0.04],
      hipsTurn: [0.16, -0.05, 0.02],
      spine: [0.08, 0, 0],
      chest: [0.14, -0.08, -0.03],
      head: [-0.1, 0.06, -0.08],
    },
    {
      at: 2,
      hips: [0.12, -0.08, 0.05],
      hipsTurn: [-0.03, 0.08, 0.05],
      spine: [-0.05, 0, -0.02],
      chest: [-0.18, 0.06, -0.06],
      head: [-0.16, -0.1, 0.09],
    },
    {
      at: 3,
      hips: [0.06, -0.13, 0],
      hipsTurn: [0.02, 0.02, 0.03],
      spine: [0, 0, -0.01],
      chest: [-0.04, 0.02, -0.02],
      head: [0, -0.04, 0.05],
    },
  ],
  left: [
    crossed(0, [-0.2, 4.16, 0.6]),
    crossed(1, [-0.16, 4.04, 0.6]),
    thrust(1.72, [0.5, 4.3, 0.92]),
    burst(2.04, [1.48, 4.98, 0.3]),
    burst(2.6, [1.5, 4.82, 0.34]),
    gathered(3.3),
  ],
  right: [
    crossed(0, [-0.2, 4.12, 0.44]),
    crossed(1, [-0.16, 4, 0.44]),
    thrust(1.76, [0.56, 4.16, 0.9]),
    burst(2.1, [1.56, 4.62, 0.36]),
    burst(2.6, [1.55, 4.5, 0.4]),
    gathered(3.36),
  ],
  leftFoot: [
    { at: 0, aside: 0.06 },
    { at: 2, aside: 0.34, ahead: 0.06, lift: 0.16 },
    { at: 3, aside: 0.34, ahead: 0.06 },
  ],
  rightFoot: [
    { at: 0, aside: 0.1 },
    { at: 2, aside: 0.1, heel: 0.34 },
    { at: 3.4, aside: 0.1 },
  ],
});
