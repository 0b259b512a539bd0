/** Dance moves of one or two bars. */
export { airPunch } from "./air-punch";
export { armCross } from "./arm-cross";
export { armHeart } from "./arm-heart";
export { bodyWave } from "./body-wave";
export { hipSway } from "./hip-sway";
export { jumpClap } from "./jump-clap";
export { pointDrop } from "./point-drop";
export { shoulderGroove } from "./shoulder-groove";
export { spin } from "./spin";
export { twoStep } from "./two-step";
