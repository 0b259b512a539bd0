/** A full beard: a shell around the jaw with a free mouth, its edge faded by the painted stubble below. */
import { rigid } from "../body/skeleton";
import { faceDepth, faceNormal, headSection } from "../head/surface";
import { lerp, mixRgb, signedPower, smooth, vec } from "../kit/math";
import type { MeshBuilder } from "../kit/mesh-builder";
import { type Profile, readCurve } from "../kit/profile";
import type { HairColours } from "../palettes";
import type { FaceProportions } from "../types";

/** Upper edge of the beard by the angle from the front in degrees: below the lip, beside the mouth, sideburn. */
const UPPER_EDGE: Profile = [
  [0, -0.405],
  [14, -0.4],
  [24, -0.33],
  [34, -0.3],
  [50, -0.28],
  [70, -0.2],
  [84, -0.08],
  [96, -0.02],
];

export function addBeard(mesh: MeshBuilder, hair: HairColours, face: FaceProportions): void {
  const base = mixRgb(hair.base, hair.shade, 0.25);
  mesh.grid(
    44,
    9,
    (u, v) => {
      const degrees = lerp(-96, 96, u);
      const angle = (degrees * Math.PI) / 180;
      const top = readCurve(UPPER_EDGE, Math.abs(degrees));
      const y = lerp(top, -0.485, v);
      const s = headSection(y, face);
      const k = 2 / s.exponent;
      const x = s.halfWidth * signedPower(Math.sin(angle), k);
      const z = s.centreZ + s.depth * signedPower(Math.cos(angle), k);
      const edge = Math.min(smooth(0, 0.25, v), smooth(0, 0.06, u), smooth(1, 0.94, u));
      const thick = 0.004 + (0.014 + 0.022 * smooth(0.4, 1, v)) * edge;
      const front = z > 0.05 ? Math.max(z, faceDepth(x, Math.max(y, -0.49), face)) : z;
      const position = vec(x * (1 + thick * 1.2), y - thick * v * 0.9, front + thick * Math.cos(angle));
      return {
        base,
        shade: hair.shade,
        bones: rigid("head"),
        position,
        editNormal: (n) => faceNormal(position, n),
        strand: [0.25 + 0.3 * v, ((u * 26) % 1) * 1.4 - 0.7, Math.floor(u * 26) / 26],
        outline: v > 0.8 ? 0.9 : 0,
        bias: -0.03,
      };
    },
    { flip: true },
  );
}
