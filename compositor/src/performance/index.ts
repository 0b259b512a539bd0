/** Motions and expressions of performers: pure functions of the beat, the time and the seed. */
export { applyPose } from "./apply-pose";
export { blinkAt, type Expression, type ExpressionInput, expressionAt } from "./expression";
export { MOTIONS } from "./motions";
export type { ArmPose, HandPose, Pose, Turn } from "./pose";
