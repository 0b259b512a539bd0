/** Models from binary glTF files. Loaded by the page when a comp shows the first one. */
export { ClipPlayer } from "./clip";
export { loadModelFile, type ModelFile } from "./model-file";
export { PosedBoxes } from "./posed-boxes";
export { avatarLamp, lampsOf } from "./shading";
