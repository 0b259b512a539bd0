/**
 * Hands and the microphone. A hand is modelled at the origin: +x along the fingers, +y out of its back, +z towards the
 * thumb (left hand; the right one is its mirror image), and bound to its hand bone.
 */
import type { Vector3 } from "three";
import { DEGREE, lerp, type Rgb, scaleRgb, smooth, vec } from "../kit/math";
import { MeshBuilder, type VertexStyle } from "../kit/mesh-builder";
import type { SkinColours } from "../palettes";
import { rigid, type Side } from "./skeleton";

/** Shapes a hand can take; `microphone` is a grip. */
export const HAND_SHAPES = ["open", "relaxed", "microphone", "peace", "point", "fist", "heart"] as const;
export type HandShape = (typeof HAND_SHAPES)[number];

interface Shape {
  /** Bend of the three joints of index to little finger, degrees. */
  fingers: readonly (readonly [number, number, number])[];
  /** Sideways spread of each finger, radians. */
  spread: readonly [number, number, number, number];
  thumb: readonly Vector3[];
}

const evenSpread = (step: number): Shape["spread"] => [1.5 * step, 0.5 * step, -0.5 * step, -1.5 * step];

const CURLED_THUMB = [vec(0.03, -0.02, 0.05), vec(0.09, -0.06, 0.1), vec(0.15, -0.12, 0.1), vec(0.19, -0.16, 0.055)];
const FOLDED_THUMB = [vec(0.03, -0.02, 0.05), vec(0.1, -0.07, 0.085), vec(0.17, -0.115, 0.05), vec(0.2, -0.125, -0.02)];

const SHAPES: Record<HandShape, Shape> = {
  open: {
    fingers: [
      [8, 10, 8],
      [4, 8, 6],
      [6, 10, 8],
      [12, 14, 10],
    ],
    spread: evenSpread(0.19),
    thumb: [vec(0.03, -0.01, 0.05), vec(0.09, -0.02, 0.125), vec(0.15, -0.03, 0.175), vec(0.205, -0.035, 0.2)],
  },
  relaxed: {
    fingers: [
      [22, 26, 16],
      [26, 30, 18],
      [30, 32, 18],
      [34, 34, 20],
    ],
    spread: evenSpread(0.03),
    thumb: [vec(0.03, -0.02, 0.05), vec(0.09, -0.035, 0.1), vec(0.155, -0.06, 0.12), vec(0.205, -0.08, 0.115)],
  },
  microphone: {
    fingers: [
      [62, 74, 50],
      [66, 76, 50],
      [70, 78, 50],
      [74, 80, 50],
    ],
    spread: evenSpread(0.04),
    thumb: CURLED_THUMB,
  },
  peace: {
    fingers: [
      [4, 4, 4],
      [6, 6, 4],
      [92, 88, 45],
      [94, 88, 45],
    ],
    spread: [0.2, -0.2, -0.03, -0.09],
    thumb: [vec(0.03, -0.02, 0.05), vec(0.09, -0.06, 0.085), vec(0.15, -0.1, 0.04), vec(0.18, -0.11, -0.02)],
  },
  point: {
    fingers: [
      [3, 4, 4],
      [88, 88, 45],
      [90, 88, 45],
      [92, 88, 45],
    ],
    spread: [0.03, 0.02, -0.02, -0.05],
    thumb: FOLDED_THUMB,
  },
  fist: {
    fingers: [
      [84, 92, 60],
      [86, 94, 60],
      [88, 94, 60],
      [90, 94, 60],
    ],
    spread: evenSpread(0.02),
    thumb: FOLDED_THUMB,
  },
  heart: {
    fingers: [
      [36, 56, 36],
      [34, 54, 36],
      [34, 54, 38],
      [36, 56, 40],
    ],
    spread: evenSpread(-0.02),
    thumb: [vec(0.05, -0.02, 0.04), vec(0.02, -0.08, 0.05), vec(-0.05, -0.14, 0.03), vec(-0.11, -0.175, 0.01)],
  },
};

const KNUCKLE_X = [0.2, 0.212, 0.204, 0.188] as const;
const KNUCKLE_Z = [0.079, 0.028, -0.025, -0.074] as const;
const FINGER_LENGTH = [0.205, 0.225, 0.21, 0.17] as const;
const PHALANX = [0.44, 0.32, 0.24] as const;

/** Radius along a finger, rounded at its tip. */
const finger = (thick: number, thin: number, round: number) => (t: number) => {
  const end = t > round ? Math.sqrt(Math.max(0.004, 1 - ((t - round) / (1 - round)) ** 2)) : 1;
  const r = lerp(thick, thin, t) * end;
  return [r, r * 0.95] as const;
};

function addFinger(mesh: MeshBuilder, index: number, shape: Shape, style: VertexStyle): void {
  const x = KNUCKLE_X[index] as number;
  const z = KNUCKLE_Z[index] as number;
  const length = FINGER_LENGTH[index] as number;
  const spread = shape.spread[index] as number;
  const knuckle = vec(x, 0, z);
  const path = [vec(x - 0.05, 0, z * 0.9), knuckle];
  let bend = 0;
  let tip = knuckle;
  shape.fingers[index]?.forEach((angle, k) => {
    bend += angle * DEGREE;
    const l = length * (PHALANX[k] as number);
    tip = tip
      .clone()
      .add(vec(Math.cos(bend) * l * Math.cos(spread), -Math.sin(bend) * l, Math.cos(bend) * l * Math.sin(spread)));
    path.push(tip);
  });
  const total = bend;
  mesh.sweep(path, {
    segments: 17,
    sides: 7,
    up: (t) => vec(Math.sin(total * t), Math.cos(total * t) + 0.02, 0),
    radius: finger(0.0345, 0.028, 0.84),
    style: () => style,
  });
}

export function buildHand(side: Side, shape: HandShape, skin: SkinColours, detail = 1): MeshBuilder {
  const mesh = new MeshBuilder(detail);
  const style: VertexStyle = { base: skin.base, shade: skin.shade, outline: 0.75, bones: rigid(`${side}Hand`) };
  mesh.sweep([vec(-0.02, 0, 0), vec(0.08, 0.004, 0), vec(0.17, 0, -0.004), vec(0.215, -0.004, -0.004)], {
    segments: 7,
    sides: 10,
    up: () => vec(0, 1, 0),
    radius: (t) => [lerp(0.066, 0.1, smooth(0, 0.5, t)) * (t > 0.85 ? 1 - (t - 0.85) * 1.6 : 1), lerp(0.055, 0.046, t)],
    style: () => style,
  });
  for (let k = 0; k < 4; k++) addFinger(mesh, k, SHAPES[shape], style);
  mesh.sweep(SHAPES[shape].thumb, {
    segments: 9,
    sides: 7,
    up: () => vec(0, 1, 0),
    radius: finger(0.046, 0.031, 0.86),
    style: () => style,
  });
  if (side === "right") mesh.mirrorZ();
  return mesh;
}

const part = (colour: Rgb): VertexStyle => ({
  base: colour,
  shade: scaleRgb(colour, 0.55),
  outline: 0.8,
  bones: rigid("rightHand"),
});
const GOLD: Rgb = [1, 0.8, 0.4];

/** Where the grip holds the microphone, in the frame of the (left) hand. */
const GRIP = vec(0.235, -0.075, 0);

/** The microphone in the right hand's grip: its head lies on the thumb's side. */
export function buildMicrophone(detail = 1): MeshBuilder {
  const mesh = new MeshBuilder(detail);
  const at = (along: number) => GRIP.clone().add(vec(0, 0, along));
  mesh.sweep([at(-0.3), at(-0.1), at(0.14)], {
    segments: 6,
    sides: 10,
    radius: (t) => [lerp(0.04, 0.058, t), lerp(0.04, 0.058, t)],
    style: (t) => part(t < 0.1 || t > 0.9 ? GOLD : [0.16, 0.13, 0.22]),
  });
  mesh.ellipsoid(at(0.235), vec(0.095, 0.095, 0.11), part([0.78, 0.8, 0.92]), 20, 13);
  mesh.sweep([at(0.18), at(0.215)], {
    segments: 2,
    exact: true,
    sides: 12,
    radius: () => [0.101, 0.101],
    style: () => part(GOLD),
  });
  mesh.mirrorZ();
  return mesh;
}
