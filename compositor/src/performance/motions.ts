/** The motions a comp can ask for. Each is a pure function of the beat and the seed. */
import type { Motion } from "../cast/types";
import * as dances from "./dances";
import { cheer, point, sway, wave } from "./gestures/crowd";
import { jump } from "./gestures/jump";
import { heart, hold } from "./gestures/poses";
import { sing } from "./gestures/sing";
import { asSomebody } from "./personality";
import type { Pose } from "./pose";

export const MOTIONS: Readonly<Record<Motion, (beat: number, seed: number) => Pose>> = {
  sing: asSomebody(sing),
  wave: asSomebody(wave),
  sway: asSomebody(sway),
  point: asSomebody(point),
  heart: asSomebody(heart),
  jump: asSomebody(jump),
  hold: asSomebody(hold),
  cheer: asSomebody(cheer),
  two_step: dances.twoStep,
  body_wave: dances.bodyWave,
  shoulder_groove: dances.shoulderGroove,
  arm_cross: dances.armCross,
  spin: dances.spin,
  point_drop: dances.pointDrop,
  jump_clap: dances.jumpClap,
  arm_heart: dances.armHeart,
  hip_sway: dances.hipSway,
  air_punch: dances.airPunch,
};
