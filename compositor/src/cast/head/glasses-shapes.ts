/** The frames: each is a closed curve around one eye, made of a superellipse and a few deviations from it. */
import { clamp, type Rgb, rgb, signedPower } from "../kit/math";
import type { FaceProportions, GlassesStyle } from "../types";

export type WornGlasses = Exclude<GlassesStyle, "none">;

/** Colour and opacity of a lens at its upper and its lower edge. */
export interface Tint {
  top: Rgb;
  bottom: Rgb;
  opacity: readonly [top: number, bottom: number];
}

export interface Frame {
  /** Head units, before the scale that follows the eyes. */
  halfWidth: number;
  halfHeight: number;
  /** Of the superellipse above and below the middle: 2 round, 4 nearly a rectangle. */
  exponent: readonly [above: number, below: number];
  /** Half thickness of the rim above and below. */
  rim: readonly [above: number, below: number];
  /** Share by which the lower edge is narrower than the middle. */
  taper?: number;
  /** Rise of the outer upper corner, head units. */
  wing?: number;
  /** Outward shift of the lower edge, head units: teardrops. */
  drop?: number;
  /** A second bar above the bridge. */
  doubleBridge?: boolean;
  /** Height of bridge and hinges above the middle, share of `halfHeight`. */
  hinge: number;
  tint: Tint;
}

const CLEAR: Tint = { top: [0.75, 0.85, 1], bottom: [0.75, 0.85, 1], opacity: [0.04, 0.04] };
const SMOKE: Tint = { top: rgb(0x0d0a17), bottom: rgb(0x2b2140), opacity: [0.95, 0.7] };
const AMBER: Tint = { top: rgb(0x24120c), bottom: rgb(0xa8623a), opacity: [0.95, 0.5] };
const WINE: Tint = { top: rgb(0x1c0a22), bottom: rgb(0x7d2a62), opacity: [0.92, 0.6] };
const MIRROR: Tint = { top: rgb(0x2a1466), bottom: rgb(0x17a0c8), opacity: [0.96, 0.9] };

export const FRAMES: Readonly<Record<WornGlasses, Frame>> = {
  round: { halfWidth: 0.124, halfHeight: 0.12, exponent: [2, 2], rim: [0.009, 0.009], hinge: 0.25, tint: CLEAR },
  square: { halfWidth: 0.134, halfHeight: 0.104, exponent: [4, 3.4], rim: [0.014, 0.012], hinge: 0.5, tint: CLEAR },
  rectangular: {
    halfWidth: 0.142,
    halfHeight: 0.076,
    exponent: [5, 4],
    rim: [0.011, 0.009],
    hinge: 0.45,
    tint: CLEAR,
  },
  cat_eye: {
    halfWidth: 0.132,
    halfHeight: 0.088,
    exponent: [2.9, 2],
    rim: [0.017, 0.008],
    taper: 0.16,
    wing: 0.056,
    hinge: 0.75,
    tint: CLEAR,
  },
  aviator: {
    halfWidth: 0.136,
    halfHeight: 0.112,
    exponent: [3, 2.1],
    rim: [0.0065, 0.0065],
    taper: 0.2,
    drop: 0.016,
    doubleBridge: true,
    hinge: 0.6,
    tint: CLEAR,
  },
  half_rim: {
    halfWidth: 0.138,
    halfHeight: 0.092,
    exponent: [4, 2.4],
    rim: [0.017, 0.0025],
    taper: 0.06,
    wing: 0.008,
    hinge: 0.6,
    tint: CLEAR,
  },
  sunglasses: {
    halfWidth: 0.144,
    halfHeight: 0.104,
    exponent: [4.5, 3],
    rim: [0.017, 0.012],
    taper: 0.17,
    wing: 0.014,
    hinge: 0.65,
    tint: SMOKE,
  },
  sunglasses_aviator: {
    halfWidth: 0.142,
    halfHeight: 0.124,
    exponent: [3, 2],
    rim: [0.0065, 0.0065],
    taper: 0.2,
    drop: 0.02,
    doubleBridge: true,
    hinge: 0.6,
    tint: AMBER,
  },
  sunglasses_round: {
    halfWidth: 0.122,
    halfHeight: 0.118,
    exponent: [2, 2],
    rim: [0.007, 0.007],
    hinge: 0.2,
    tint: WINE,
  },
  sunglasses_visor: {
    halfWidth: 0.322,
    halfHeight: 0.1,
    exponent: [4, 2.5],
    rim: [0.012, 0.007],
    hinge: 0.35,
    tint: MIRROR,
  },
};

export const isSunglasses = (kind: GlassesStyle): boolean => kind.startsWith("sunglasses");

/** One shield across both eyes instead of two lenses. */
export const isShield = (kind: WornGlasses): boolean => kind === "sunglasses_visor";

/** Distance of a lens' middle from the face's middle, and its height. */
export const LENS_X = 0.168;
export const LENS_Y = -0.108;

/** Depth of the lens plane: it bends back towards the temples, a shield more. */
export const lensDepth = (x: number, shield = false): number => (shield ? 0.425 - 1.45 * x * x : 0.412 - 0.85 * x * x);

/** Glasses are as large as the eyes behind them ask for, and never meet over the nose. */
export const glassesScale = (face: FaceProportions): number => 1 + 0.09 * clamp(face.eyes, -0.6, 1);

/** Room that a shield leaves for the nose, head units. */
const NOSE_NOTCH = { height: 0.075, halfWidth: 0.07 };

/**
 * A point of the lens at `share` of the way from its middle to the rim.
 *
 * @param s +1 the character's left lens, -1 the right one
 * @param angle radians, 0 outwards, pi / 2 up
 */
export function lensPoint(kind: WornGlasses, scale: number, s: number, angle: number, share: number) {
  const f = FRAMES[kind];
  const exponent = Math.sin(angle) > 0 ? f.exponent[0] : f.exponent[1];
  const up = signedPower(Math.sin(angle), 2 / exponent);
  const across = signedPower(Math.cos(angle), 2 / exponent) * (1 + (f.taper ?? 0) * Math.min(0, up));
  const wing = (f.wing ?? 0) * Math.max(0, across) ** 2 * clamp(0.35 + up);
  const drop = (f.drop ?? 0) * Math.max(0, -up);
  const shield = isShield(kind);
  const x = s * ((shield ? 0 : LENS_X) + share * scale * (f.halfWidth * across + drop));
  let y = share * scale * (f.halfHeight * up + wing);
  if (shield) y += share * NOSE_NOTCH.height * Math.max(0, -up) * Math.exp(-((x / NOSE_NOTCH.halfWidth) ** 2));
  return { x, y: LENS_Y + y, z: lensDepth(x, shield), across, up };
}
