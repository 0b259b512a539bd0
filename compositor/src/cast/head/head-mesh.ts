/** Triangles of the bare head: skull, face, ears. */
import { rigid } from "../body/skeleton";
import { signedPower, smooth, vec } from "../kit/math";
import { MeshBuilder, type VertexStyle } from "../kit/mesh-builder";
import type { SkinColours } from "../palettes";
import type { FaceProportions } from "../types";
import { BROW_HEIGHT, CROWN, drawnHeight, faceNormal, faceRelief, headSection } from "./surface";

export function buildHead(face: FaceProportions, skin: SkinColours, detail = 1): MeshBuilder {
  const mesh = new MeshBuilder(detail);
  const style: VertexStyle = { base: skin.base, shade: skin.shade, bones: rigid("head") };
  mesh.grid(
    52,
    44,
    (u, v) => {
      const around = u * Math.PI * 2;
      const mean =
        v < 0.5
          ? CROWN - (CROWN - BROW_HEIGHT) * (1 - Math.cos(v * Math.PI))
          : BROW_HEIGHT - (BROW_HEIGHT + 0.5) * ((v - 0.5) * 2) ** 0.92;
      const y = drawnHeight(mean, face);
      const s = headSection(Math.max(drawnHeight(-0.4999, face), y), face);
      const x = s.halfWidth * signedPower(Math.sin(around), 2 / s.exponent);
      let z = s.centreZ + s.depth * signedPower(Math.cos(around), 2 / s.exponent);
      if (z > 0.05) z += faceRelief(x, y, face) * smooth(0.05, 0.2, z);
      const position = vec(x, y, z);
      return {
        ...style,
        position,
        editNormal: (n) => faceNormal(position, n),
        u: x + 0.5,
        v: mean + 0.5,
        outline: z > 0.2 && mean > -0.42 && Math.abs(x) < 0.2 ? 0.55 : 1,
      };
    },
    { closed: true, flip: true },
  );
  for (const s of [1, -1]) {
    mesh.ellipsoid(vec(s * 0.375, -0.1, -0.03), vec(0.045, 0.105, 0.07), style, 12, 10, (n, p) => {
      p.x += s * 0.02 * ((p.z + 0.03) / -0.07);
      p.y += (p.z + 0.03) * -0.25;
      p.z *= 1 + 1.5 * (p.y + 0.1);
      return n;
    });
    const inner = { ...style, base: skin.shade, shade: skin.line, outline: 0 };
    mesh.ellipsoid(vec(s * 0.398, -0.095, -0.02), vec(0.025, 0.06, 0.035), inner, 8, 6);
  }
  return mesh;
}
