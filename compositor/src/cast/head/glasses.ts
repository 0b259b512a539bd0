/** Frames and lenses. */
import { rigid } from "../body/skeleton";
import { type Rgb, scaleRgb, signedPower, vec } from "../kit/math";
import { MeshBuilder, type VertexStyle } from "../kit/mesh-builder";
import type { GlassesStyle } from "../types";

interface Frame {
  halfWidth: number;
  halfHeight: number;
  exponent: number;
  /** Half thickness of the rim. */
  rim: number;
  /** Share by which the lower half narrows. */
  taper: number;
}

const FRAMES: Record<Exclude<GlassesStyle, "none">, Frame> = {
  round: { halfWidth: 0.128, halfHeight: 0.118, exponent: 2.2, rim: 0.011, taper: 0 },
  square: { halfWidth: 0.135, halfHeight: 0.092, exponent: 4, rim: 0.013, taper: 0 },
  sunglasses: { halfWidth: 0.142, halfHeight: 0.102, exponent: 3, rim: 0.013, taper: 0.16 },
};

const CENTRE_X = 0.168;
const CENTRE_Y = -0.105;

const plane = (x: number): number => 0.41 - 0.35 * x * x;

function rimPoint(frame: Frame, s: number, angle: number, share: number) {
  const up = signedPower(Math.sin(angle), 2 / frame.exponent);
  const across = signedPower(Math.cos(angle), 2 / frame.exponent) * (1 + frame.taper * Math.min(0, up));
  const x = s * (CENTRE_X + share * frame.halfWidth * across);
  return { point: vec(x, CENTRE_Y + share * frame.halfHeight * up, plane(x)), across, up };
}

export interface GlassesOptions {
  /** Temples run under a headscarf: they stay closer to the head. */
  covered?: boolean;
}

export function addFrame(
  mesh: MeshBuilder,
  kind: Exclude<GlassesStyle, "none">,
  colour: Rgb,
  options: GlassesOptions = {},
): void {
  const frame = FRAMES[kind];
  const style: VertexStyle = { base: colour, shade: scaleRgb(colour, 0.6), outline: 0.5, bones: rigid("head") };
  const narrow = options.covered ? 1 : 0;
  for (const s of [1, -1]) {
    const path = Array.from({ length: 25 }, (_, k) => rimPoint(frame, s, (k / 24) * Math.PI * 2, 1).point);
    mesh.sweep(path, {
      segments: 40,
      sides: 5,
      radius: () => [frame.rim, frame.rim],
      up: () => vec(0, 0, 1),
      style: () => style,
    });
    const hinge = CENTRE_X + frame.halfWidth;
    mesh.sweep(
      [
        vec(s * hinge, CENTRE_Y + 0.02, 0.355),
        vec(s * (0.375 - narrow * 0.055), CENTRE_Y + 0.02, 0.24 - narrow * 0.02),
        vec(s * (0.4 - narrow * 0.06), CENTRE_Y + 0.01, 0.0),
        vec(s * (0.4 - narrow * 0.06), CENTRE_Y - 0.03, -0.1),
      ],
      { segments: 6, sides: 5, radius: () => [0.011, 0.011], style: () => style },
    );
  }
  const inner = CENTRE_X - frame.halfWidth + 0.004;
  mesh.sweep([vec(-inner, CENTRE_Y + 0.02, 0.41), vec(0, CENTRE_Y + 0.045, 0.425), vec(inner, CENTRE_Y + 0.02, 0.41)], {
    segments: 6,
    sides: 5,
    radius: () => [0.01, 0.011],
    style: () => style,
  });
}

export function buildLenses(kind: Exclude<GlassesStyle, "none">, detail = 1): MeshBuilder {
  const mesh = new MeshBuilder(detail);
  const frame = FRAMES[kind];
  for (const s of [1, -1])
    mesh.grid(
      26,
      1,
      (u, v) => {
        const { point, across, up } = rimPoint(frame, s, u * Math.PI * 2, v * 0.97);
        return {
          position: point,
          normal: vec(0, 0, 1),
          base: [1, 1, 1],
          shade: [1, 1, 1],
          bones: rigid("head"),
          u: across * v * 0.5 + 0.5,
          v: up * v * 0.5 + 0.5,
        };
      },
      { closed: true, flip: s > 0 },
    );
  return mesh;
}
