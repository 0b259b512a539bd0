/** Motions and expressions of performers: pure functions of the beat, the song's line and the seed. */
export { applyPose } from "./apply-pose";
export { blinkAt, type Expression, type ExpressionInput, expressionAt } from "./expression";
export { LOOP_BEATS } from "./loops";
export { MOTIONS } from "./motions";
export { type Moment, type Performance, performanceAt } from "./perform";
export { type Phrase, phraseAt } from "./phrasing";
export type { ArmPose, FootPose, HandPose, Pose, Turn } from "./pose";
