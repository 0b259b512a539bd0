/** Claps before the chest, crouches, claps over the head at the top of a jump, lands with open arms. */
import { type ArmCount, dancing } from "../choreography";

const clap = (at: number, wrist: ArmCount["wrist"], up: number): ArmCount => ({
  at,
  wrist,
  elbow: [1, -0.5, 0.1],
  fingers: [-0.1, up, 1 - up],
  back: [1, 0.1, 0],
  shape: "open",
});
const apart = (at: number, wrist: ArmCount["wrist"]): ArmCount => ({
  at,
  wrist,
  elbow: [0.7, -0.7, -0.4],
  fingers: [0.5, 0.4, 0.75],
  back: [0.75, 0.2, -0.5],
  shape: "open",
});
const swung = (at: number): ArmCount => ({
  at,
  wrist: [0.98, 3.2, -0.24],
  elbow: [0.5, 0.4, -1],
  fingers: [0.3, -0.9, -0.3],
  back: [0.9, 0.3, -0.2],
  shape: "open",
});

export const jumpClap = dancing({
  beats: 4,
  bounce: 0.02,
  leaps: [{ from: 1.62, to: 2.42, height: 0.42 }],
  body: [
    {
      at: 0,
      hips: [0.04, -0.12, 0],
      hipsTurn: [0.04, 0.03, 0.02],
      chest: [0.02, 0.04, -0.02],
      head: [0.02, -0.04, 0.04],
    },
    { at: 0.55, hips: [-0.04, -0.1, 0], hipsTurn: [0.02, 0, -0.02], chest: [-0.04, 0, 0.03], head: [-0.02, 0, -0.04] },
    {
      at: 1.3,
      hips: [0, -0.42, -0.14],
      hipsTurn: [0.34, 0, 0],
      spine: [0.08, 0, 0],
      chest: [0.1, 0, 0],
      head: [-0.16, 0, 0.02],
    },
    {
      at: 1.85,
      hips: [0, -0.02, 0.04],
      hipsTurn: [-0.04, 0, 0],
      spine: [-0.05, 0, 0],
      chest: [-0.12, 0, 0],
      head: [-0.12, 0, 0.05],
    },
    {
      at: 2.62,
      hips: [0.02, -0.34, -0.1],
      hipsTurn: [0.26, 0.02, 0],
      spine: [0.06, 0, 0],
      chest: [0.06, 0, 0.02],
      head: [0.02, 0, -0.02],
    },
    {
      at: 3.2,
      hips: [0.06, -0.1, 0.02],
      hipsTurn: [0, 0.04, 0.04],
      spine: [-0.02, 0, -0.02],
      chest: [-0.1, 0.04, -0.05],
      head: [-0.08, -0.04, 0.09],
    },
  ],
  left: [
    clap(0, [0.07, 4, 0.72], 0.6),
    apart(0.5, [0.66, 4, 0.7]),
    swung(1.25),
    apart(1.62, [0.86, 4.3, 0.86]),
    clap(2, [0.1, 5.78, 0.42], 0.96),
    apart(2.68, [1.46, 4.6, 0.42]),
    apart(3.2, [1.4, 4.3, 0.5]),
  ],
  right: [
    clap(0, [0.07, 3.97, 0.72], 0.55),
    apart(0.5, [0.7, 3.9, 0.7]),
    swung(1.25),
    apart(1.62, [0.9, 4.2, 0.84]),
    clap(2, [0.1, 5.74, 0.44], 0.92),
    apart(2.74, [1.5, 4.4, 0.4]),
    apart(3.2, [1.44, 4.16, 0.46]),
  ],
  leftFoot: [{ at: 0, aside: 0.2 }],
  rightFoot: [{ at: 0, aside: 0.22, ahead: 0.03 }],
});
