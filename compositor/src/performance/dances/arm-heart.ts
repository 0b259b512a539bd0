/** A heart drawn with both arms over the head, tilted from side to side, then given to the camera. Two bars. */
import { type ArmCount, dancing } from "../choreography";
import { SNAP } from "../springs";

/** The hands meet over the crown, elbows wide: the lobes of the heart. */
const lobe = (at: number, wrist: ArmCount["wrist"]): ArmCount => ({
  at,
  wrist,
  elbow: [1, -0.05, 0.05],
  fingers: [-0.72, 0.68, 0.06],
  back: [0.68, 0.72, 0],
  shape: "relaxed",
});
const given = (at: number, wrist: ArmCount["wrist"]): ArmCount => ({
  at,
  wrist,
  elbow: [0.7, -1, -0.2],
  fingers: [0.35, 0.25, 0.95],
  back: [0.2, -0.9, 0.3],
  shape: "open",
});
const gathered = (at: number): ArmCount => ({
  at,
  wrist: [0.18, 4.02, 0.56],
  elbow: [1, -0.6, 0],
  fingers: [-0.65, 0.75, 0.1],
  back: [0.5, 0.35, 0.8],
  shape: "relaxed",
});

export const armHeart = dancing({
  beats: 8,
  bounce: 0.035,
  armSpring: { ...SNAP, rate: 7.4 },
  body: [
    {
      at: 0,
      hips: [0.1, -0.08, 0],
      hipsTurn: [0, 0.02, 0.06],
      spine: [0, 0, -0.03],
      chest: [-0.06, 0, -0.08],
      head: [-0.04, 0, 0.1],
    },
    {
      at: 1,
      hips: [0.08, -0.1, 0],
      hipsTurn: [0, 0.02, 0.05],
      spine: [0, 0, -0.03],
      chest: [-0.05, 0, -0.07],
      head: [0, 0, 0.12],
    },
    {
      at: 2,
      hips: [-0.12, -0.08, 0],
      hipsTurn: [0, -0.02, -0.07],
      spine: [0, 0, 0.03],
      chest: [-0.06, 0, 0.1],
      head: [-0.02, 0, -0.12],
    },
    {
      at: 3,
      hips: [0.12, -0.08, 0],
      hipsTurn: [0, 0.02, 0.07],
      spine: [0, 0, -0.03],
      chest: [-0.06, 0, -0.1],
      head: [-0.02, 0, 0.12],
    },
    {
      at: 4,
      hips: [0, -0.16, -0.02],
      hipsTurn: [0.08, 0, 0],
      spine: [0.03, 0, 0],
      chest: [0.05, 0, 0],
      head: [0.1, 0, 0.02],
    },
    {
      at: 5,
      hips: [0.04, -0.1, 0.06],
      hipsTurn: [0.04, 0.05, 0.03],
      spine: [0.02, 0, -0.01],
      chest: [0.02, 0.05, -0.03],
      head: [0.02, -0.06, 0.1],
    },
    {
      at: 6,
      hips: [0.05, -0.12, 0.05],
      hipsTurn: [0.04, 0.05, 0.03],
      spine: [0.01, 0, -0.01],
      chest: [0.01, 0.05, -0.03],
      head: [0.02, -0.06, 0.06],
    },
    {
      at: 7,
      hips: [-0.02, -0.14, 0],
      hipsTurn: [0.05, 0, 0],
      spine: [0.02, 0, 0],
      chest: [0.04, 0, 0.01],
      head: [0.05, 0, 0.02],
    },
  ],
  left: [
    lobe(0, [0.64, 5.5, 0.1]),
    gathered(4.15),
    given(5, [0.74, 4.06, 1.02]),
    given(6, [0.82, 3.98, 1]),
    gathered(7.1),
  ],
  right: [
    lobe(0, [0.64, 5.5, 0.1]),
    gathered(4.2),
    given(5.05, [0.7, 3.94, 1.06]),
    given(6, [0.78, 3.9, 1.02]),
    gathered(7),
  ],
  leftFoot: [
    { at: 0, aside: 0.1 },
    { at: 2, aside: 0.1, heel: 0.3 },
    { at: 3, aside: 0.1 },
  ],
  rightFoot: [
    { at: 0, aside: 0.1, heel: 0.3 },
    { at: 2, aside: 0.1 },
    { at: 3, aside: 0.1, heel: 0.3 },
    { at: 4, aside: 0.1 },
    { at: 5, aside: 0.1, ahead: -0.02, heel: 0.3 },
    { at: 7, aside: 0.1 },
  ],
});
