/** Meshes of frames and lenses. */
import { Vector3 } from "three";
import { rigid } from "../body/skeleton";
import { lerp, type Rgb, scaleRgb, vec } from "../kit/math";
import { MeshBuilder, type VertexStyle } from "../kit/mesh-builder";
import type { FaceProportions } from "../types";
import {
  FRAMES,
  type Frame,
  glassesScale,
  isShield,
  LENS_X,
  LENS_Y,
  lensDepth,
  lensPoint,
  type WornGlasses,
} from "./glasses-shapes";

export interface GlassesOptions {
  /** Temples run under a headscarf: they stay closer to the head. */
  covered?: boolean;
}

export function addFrame(
  mesh: MeshBuilder,
  kind: WornGlasses,
  colour: Rgb,
  face: FaceProportions,
  options: GlassesOptions = {},
): void {
  const frame = FRAMES[kind];
  const scale = glassesScale(face);
  const style: VertexStyle = { base: colour, shade: scaleRgb(colour, 0.6), outline: 0.5, bones: rigid("head") };
  const sides = isShield(kind) ? [1] : [1, -1];
  for (const s of sides) addRim(mesh, kind, scale, s, style);
  for (const s of [1, -1]) addTemple(mesh, kind, scale, s, style, options.covered ?? false);
  if (!isShield(kind)) addBridge(mesh, frame, scale, style);
}

function addRim(mesh: MeshBuilder, kind: WornGlasses, scale: number, s: number, style: VertexStyle): void {
  const [above, below] = FRAMES[kind].rim;
  const steps = isShield(kind) ? 72 : 32;
  const path = Array.from({ length: steps + 1 }, (_, k) => {
    const { x, y, z } = lensPoint(kind, scale, s, (k / steps) * Math.PI * 2, 1);
    return vec(x, y, z);
  });
  mesh.sweep(path, {
    segments: isShield(kind) ? 64 : 36,
    sides: 5,
    radius: (t) => {
      const half = lerp(below, above, 0.5 + 0.5 * Math.min(1, Math.max(-1, 3 * Math.sin(t * Math.PI * 2))));
      return [half, half];
    },
    up: () => vec(0, 0, 1),
    style: () => style,
  });
}

/** From the hinge over the ear, where it bends down. */
function addTemple(
  mesh: MeshBuilder,
  kind: WornGlasses,
  scale: number,
  s: number,
  style: VertexStyle,
  covered: boolean,
): void {
  const { hinge } = FRAMES[kind];
  const start = lensPoint(kind, scale, s, Math.asin(hinge) * 0.6, 1);
  const narrow = covered ? 0.058 : 0;
  const half = Math.max(0.0065, Math.min(0.011, FRAMES[kind].rim[0]));
  const path = [
    vec(start.x, start.y, start.z - 0.004),
    vec(s * (0.345 - narrow * 0.5), start.y + 0.002, 0.27),
    vec(s * (0.382 - narrow), lerp(start.y, -0.01, 0.45), 0.15),
    vec(s * (0.399 - narrow), -0.012, 0.0),
    vec(s * (0.403 - narrow), -0.03, -0.07),
    vec(s * (0.392 - narrow), -0.1, -0.12),
  ];
  mesh.sweep(path, { segments: 9, sides: 5, radius: () => [half, half], style: () => style });
}

function addBridge(mesh: MeshBuilder, frame: Frame, scale: number, style: VertexStyle): void {
  const inner = LENS_X - frame.halfWidth * scale + 0.004;
  const half = Math.max(0.0065, frame.rim[0] * 0.75);
  const bar = (y: number, x: number, bow: number) =>
    mesh.sweep([vec(-x, y, lensDepth(x)), vec(0, y + bow, lensDepth(0) + 0.016), vec(x, y, lensDepth(x))], {
      segments: 6,
      sides: 5,
      radius: () => [half, half],
      style: () => style,
    });
  bar(LENS_Y + frame.halfHeight * 0.2, inner, 0.022);
  if (frame.doubleBridge) bar(LENS_Y + frame.halfHeight * 0.86 * scale, inner + 0.03, 0.004);
}

export function buildLenses(kind: WornGlasses, face: FaceProportions, detail = 1): MeshBuilder {
  const mesh = new MeshBuilder(detail);
  const scale = glassesScale(face);
  const shield = isShield(kind);
  for (const s of shield ? [1] : [1, -1])
    mesh.grid(
      shield ? 40 : 26,
      shield ? 4 : 1,
      (u, v) => {
        const { x, y, z, across, up } = lensPoint(kind, scale, s, u * Math.PI * 2, v * 0.97);
        return {
          position: new Vector3(x, y, z),
          normal: vec(0, 0, 1),
          base: [1, 1, 1],
          shade: [1, 1, 1],
          bones: rigid("head"),
          // Light falls on both lenses from the same side.
          u: s * across * v * 0.5 + 0.5,
          v: up * v * 0.5 + 0.5,
        };
      },
      { closed: true, flip: s > 0 },
    );
  return mesh;
}
