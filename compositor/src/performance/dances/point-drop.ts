/** Points to the sky on either side, drops low on the five with both arms to the floor, rises and claims the camera. */
import { type ArmCount, dancing } from "../choreography";

const sky = (at: number, wrist: ArmCount["wrist"]): ArmCount => ({
  at,
  wrist,
  elbow: [0.9, -0.5, -0.2],
  fingers: [0.45, 0.9, 0.15],
  back: [-0.8, 0.45, 0.1],
  shape: "point",
});
const hip = (at: number): ArmCount => ({
  at,
  wrist: [0.68, 3.42, 0.34],
  elbow: [1, 0.05, -0.6],
  fingers: [-0.55, -0.35, 0.7],
  back: [0.75, 0.3, 0.55],
  shape: "fist",
});
/** Between high and low an arm swings through before the body. */
const swept = (at: number): ArmCount => ({
  at,
  wrist: [1, 4.24, 0.9],
  elbow: [0.9, -0.6, -0.2],
  fingers: [0.3, 0.5, 0.8],
  back: [0.1, 0.8, -0.5],
  shape: "fist",
});
const floor = (at: number, wrist: ArmCount["wrist"]): ArmCount => ({
  at,
  wrist,
  elbow: [1, 0.1, -0.5],
  fingers: [0.1, -0.95, 0.35],
  back: [0.5, 0.35, 0.75],
  shape: "point",
});
const camera = (at: number, wrist: ArmCount["wrist"]): ArmCount => ({
  at,
  wrist,
  elbow: [0.9, -0.7, 0],
  fingers: [0.08, 0.42, 1],
  back: [0.6, 0.8, 0],
  shape: "point",
});
const chest = (at: number): ArmCount => ({
  at,
  wrist: [0.3, 3.95, 0.62],
  elbow: [1, -0.3, 0],
  fingers: [-0.75, 0.5, 0.3],
  back: [0.4, 0.25, 0.9],
  shape: "relaxed",
});

export const pointDrop = dancing({
  beats: 8,
  bounce: 0.03,
  body: [
    {
      at: 0,
      hips: [-0.14, -0.1, 0],
      hipsTurn: [0, -0.06, -0.07],
      spine: [0, 0, 0.03],
      chest: [-0.1, 0.12, 0.1],
      head: [-0.16, 0.16, -0.08],
    },
    {
      at: 1,
      hips: [-0.12, -0.12, 0],
      hipsTurn: [0.02, -0.04, -0.06],
      spine: [0, 0, 0.02],
      chest: [-0.05, 0.08, 0.08],
      head: [-0.06, 0.06, -0.05],
    },
    {
      at: 2,
      hips: [0.14, -0.1, 0],
      hipsTurn: [0, 0.06, 0.07],
      spine: [0, 0, -0.03],
      chest: [-0.1, -0.12, -0.1],
      head: [-0.16, -0.16, 0.1],
    },
    {
      at: 3,
      hips: [0.1, -0.12, 0],
      hipsTurn: [0.02, 0.04, 0.05],
      spine: [0, 0, -0.02],
      chest: [-0.06, -0.06, -0.06],
      head: [-0.08, -0.04, 0.06],
    },
    {
      at: 4,
      hips: [0, -0.84, -0.24],
      hipsTurn: [0.34, 0.1, 0],
      spine: [0.16, 0, 0],
      chest: [0.16, 0.04, 0.02],
      head: [-0.3, -0.06, 0.06],
    },
    {
      at: 5,
      hips: [0.03, -0.78, -0.22],
      hipsTurn: [0.32, 0.02, 0.02],
      spine: [0.14, 0, 0],
      chest: [0.12, 0.04, 0.02],
      head: [-0.4, -0.04, 0.1],
    },
    {
      at: 6,
      hips: [0.03, -0.22, 0.06],
      hipsTurn: [-0.05, 0.06, 0.03],
      spine: [-0.04, 0, 0],
      chest: [0.04, 0.02, 0],
      head: [0.06, -0.02, 0.03],
    },
    {
      at: 6.9,
      hips: [0.08, -0.14, 0.04],
      hipsTurn: [0.02, 0.12, 0.05],
      spine: [0, 0.04, -0.02],
      chest: [0.04, 0.16, -0.05],
      head: [0, -0.24, 0.1],
    },
  ],
  left: [
    sky(0, [1.28, 5.5, 0.3]),
    sky(1, [1.32, 5.34, 0.36]),
    swept(1.68),
    hip(2.02),
    hip(3),
    floor(4, [0.26, 3.02, 0.86]),
    floor(5, [0.3, 3.06, 0.86]),
    chest(6),
    camera(7, [0.5, 4.14, 1.3]),
    camera(7.4, [0.6, 4.3, 1.26]),
  ],
  right: [
    hip(0),
    hip(1),
    swept(1.64),
    sky(2, [1.28, 5.5, 0.3]),
    sky(3, [1.24, 5.42, 0.4]),
    swept(3.66),
    floor(4.05, [1.2, 3.2, -0.2]),
    floor(5, [1.24, 3.26, -0.2]),
    chest(6),
    hip(7),
    hip(7.6),
  ],
  leftFoot: [
    { at: 0, aside: 0.14, heel: 0.3 },
    { at: 2, aside: 0.14 },
    { at: 4, aside: 0.56, ahead: 0.04, lift: 0.14 },
    { at: 6, aside: 0.56, ahead: 0.04 },
    { at: 7, aside: 0.14 },
  ],
  rightFoot: [
    { at: 0, aside: 0.18 },
    { at: 2, aside: 0.18, heel: 0.3 },
    { at: 4.45, aside: 0.5, lift: 0.12 },
    { at: 6.2, aside: 0.5 },
    { at: 7.5, aside: 0.18, heel: 0.2 },
  ],
});
