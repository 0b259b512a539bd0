/** Gold on the shoulders of the band. */
import { scaleRgb, vec } from "../kit/math";
import type { MeshBuilder } from "../kit/mesh-builder";
import { cloth, shoulderBones } from "./cloth";
import { type Side, sideSign } from "./skeleton";
import type { OutfitColours } from "./wardrobe";

/** A padded board on the shoulder with a fringe that lies on the sleeve and lifts with it. */
export function addEpaulette(mesh: MeshBuilder, side: Side, outfit: OutfitColours): void {
  const s = sideSign(side);
  const style = cloth(outfit.trim);
  const board = { ...style, bones: shoulderBones(side) };
  mesh.ellipsoid(vec(0.43 * s, 4.395, -0.01), vec(0.185, 0.045, 0.14), board, 14, 6, (normal, p) => {
    if (Math.abs(p.x) > 0.36) p.y -= 0.35 * (Math.abs(p.x) - 0.36);
    return normal;
  });
  const strands = mesh.detail > 0.6 ? 9 : 6;
  const perStrand = mesh.detail > 0.6 ? 4 : 2;
  mesh.grid(
    strands * perStrand,
    2,
    (u, v) => {
      const angle = (u - 0.5) * 2.7 * s;
      const phase = ((u * strands) % 1) * 2 - 1;
      const ridge = Math.sqrt(Math.max(0, 1 - phase * phase));
      const out = 0.012 * ridge + 0.02 * v;
      const position = vec(
        s * (0.455 + (0.16 + out + 0.088 * v) * Math.cos(angle)),
        4.355 - 0.02 * Math.cos(angle) - (0.12 + 0.02 * ridge) * v,
        -0.01 + (0.135 + out + 0.03 * v) * Math.sin(angle) * s,
      );
      return {
        ...style,
        shade: scaleRgb(style.shade, 0.9),
        position,
        normal: vec(s * Math.cos(angle) + 0.4 * phase * Math.sin(angle), 0.15, Math.sin(angle) * s).normalize(),
        bias: -0.22 * (1 - ridge) - 0.06 * v,
        outline: 0.6,
        sway: 0.12 * v,
        bones: shoulderBones(side, 0.3 + 0.25 * v),
      };
    },
    { exact: true, flip: s < 0 },
  );
}
