/** The head's surface as a function. Head units: height 1, centre at the origin, chin at y = -0.5, facing +z. */
import type { Vector3 } from "three";
import { clamp, smooth, vec } from "../kit/math";
import { type Profile, readProfile } from "../kit/profile";
import type { FaceProportions } from "../types";

/** y, half width, depth in front, depth behind, superellipse exponent. */
const ROWS: Profile = [
  [-0.5, 0.0, 0.3, -0.3, 2.0],
  [-0.492, 0.044, 0.335, -0.24, 2.0],
  [-0.47, 0.086, 0.352, -0.17, 2.05],
  [-0.43, 0.142, 0.36, -0.08, 2.1],
  [-0.37, 0.208, 0.362, 0.03, 2.15],
  [-0.3, 0.268, 0.362, 0.14, 2.2],
  [-0.22, 0.322, 0.364, 0.25, 2.2],
  [-0.12, 0.357, 0.36, 0.34, 2.2],
  [-0.02, 0.374, 0.356, 0.4, 2.1],
  [0.08, 0.38, 0.35, 0.43, 2.05],
];

/** Above this height the head is an ellipsoid that ends at `CROWN`. */
export const BROW_HEIGHT = 0.08;
export const CROWN = 0.5;

export interface Section {
  halfWidth: number;
  exponent: number;
  centreZ: number;
  depth: number;
}

/** Faces differ in length below this height only: eyes, ears and hair stay where they are. */
const LENGTH_FROM = -0.1;
/** Share of the length below that height that a face of `length` 1 is longer. */
const LENGTH_GAIN = 0.14;

const stretch = (face: FaceProportions): number => 1 + LENGTH_GAIN * (face.length ?? 0);

/** Where on this face lies what the mean face has at height `y`. */
export const drawnHeight = (y: number, face: FaceProportions): number =>
  y > LENGTH_FROM ? y : LENGTH_FROM + (y - LENGTH_FROM) * stretch(face);

/** The inverse of `drawnHeight`. */
export const meanHeight = (y: number, face: FaceProportions): number =>
  y > LENGTH_FROM ? y : LENGTH_FROM + (y - LENGTH_FROM) / stretch(face);

/** Width of jaw and cheeks at the mean face's height `y`, over that of the mean face. */
function widthOf(y: number, { jaw, cheeks = 0 }: FaceProportions): number {
  const corner = smooth(-0.18, -0.38, y);
  const chin = smooth(-0.34, -0.47, y);
  const jawGain = jaw > 0 ? 0.17 * corner + 0.4 * chin : 0.06 * corner + 0.1 * chin;
  const cheekGain = 0.1 * Math.exp(-(((y + 0.3) / 0.11) ** 2)) + 0.2 * chin;
  return 1 + jaw * jawGain + cheeks * cheekGain;
}

/** The horizontal cross-section of this face at the height `drawn`. */
export function headSection(drawn: number, face: FaceProportions): Section {
  const y = meanHeight(drawn, face);
  let [halfWidth = 0, front = 0, back = 0, exponent = 2] = readProfile(ROWS, y);
  if (y > BROW_HEIGHT) {
    const s = Math.sqrt(Math.max(0, 1 - ((y - BROW_HEIGHT) / (CROWN - BROW_HEIGHT)) ** 2));
    const pull = -0.03 * (1 - s);
    halfWidth = 0.38 * s;
    front = 0.35 * s + pull;
    back = 0.43 * s - pull;
    exponent = 2.05;
  }
  return { halfWidth: halfWidth * widthOf(y, face), exponent, centreZ: (front - back) / 2, depth: (front + back) / 2 };
}

/** Height of nose, sockets, cheeks, lips and chin above the smooth front of the head at the height `drawn`. */
export function faceRelief(x: number, drawn: number, face: FaceProportions): number {
  const y = meanHeight(drawn, face);
  const { cheeks = 0 } = face;
  const bump = (cx: number, cy: number, sx: number, sy: number) =>
    Math.exp(-(((x - cx) / sx) ** 2) - ((y - cy) / sy) ** 2);
  const pair = (cx: number, cy: number, sx: number, sy: number) => bump(cx, cy, sx, sy) + bump(-cx, cy, sx, sy);
  return (
    0.042 * bump(0, -0.205, 0.03 * (1 + 0.4 * face.nose), 0.034) +
    0.014 * bump(0, -0.14, 0.03 * (1 + 0.25 * face.nose), 0.07) +
    0.012 * Math.max(0, face.nose) * pair(0.036, -0.215, 0.018, 0.02) -
    0.02 * pair(0.165, -0.085, 0.085, 0.075) +
    (0.006 + 0.006 * cheeks) * pair(0.2, -0.25, 0.08, 0.07) +
    0.01 * (1 + 0.5 * face.lips) * bump(0, -0.335, 0.08, 0.05) -
    0.008 * bump(0, -0.405, 0.07, 0.025) +
    0.006 * bump(0, -0.45, 0.06, 0.03)
  );
}

/** z of the face's front at (x, y). */
export function faceDepth(x: number, y: number, face: FaceProportions): number {
  const s = headSection(y, face);
  const q = 1 - Math.min(0.999, Math.abs(x) / Math.max(s.halfWidth, 1e-4)) ** s.exponent;
  return s.centreZ + s.depth * q ** (1 / s.exponent) + faceRelief(x, y, face);
}

const NORMAL_CENTRE = vec(0, -0.06, -0.16);

/**
 * The normal that the light sees: nearly that of a sphere, so that light and shade part on one clean curve; a little of
 * the measured normal remains, more at the nose and under the chin.
 */
export function faceNormal(p: Vector3, measured: Vector3): Vector3 {
  const round = p.clone().sub(NORMAL_CENTRE);
  round.y *= 0.62;
  round.normalize();
  const nose = p.z > 0 ? Math.exp(-((p.x / 0.05) ** 2) - ((p.y + 0.2) / 0.05) ** 2) : 0;
  return round.lerp(measured, 0.12 + 0.25 * nose + 0.5 * smooth(-0.38, -0.49, p.y)).normalize();
}

const SKULL_CENTRE = vec(0, 0.06, -0.035);

export const skullCentre = (): Vector3 => SKULL_CENTRE.clone();

/**
 * A point over the skull.
 *
 * @param azimuth radians, 0 in front, positive to the character's left
 * @param elevation radians, pi/2 at the crown
 * @param lift distance above the skull
 */
export function scalpPoint(azimuth: number, elevation: number, lift = 0): Vector3 {
  const flat = Math.cos(elevation);
  return vec(
    (0.38 + lift) * flat * Math.sin(azimuth),
    (0.44 + lift) * Math.sin(elevation),
    (0.395 + lift) * flat * Math.cos(azimuth),
  ).add(SKULL_CENTRE);
}

/** A point on the face's front, `above` units off it. */
export const facePoint = (x: number, y: number, face: FaceProportions, above = 0): Vector3 =>
  vec(x, y, faceDepth(x, clamp(y, drawnHeight(-0.495, face), 0.5), face) + above);
