/** Grey at the temples: recolours hair that grows beside the eyes. */
import type { BufferGeometry, Vector3 } from "three";
import { lerp, type Rgb, rgb, smooth } from "../kit/math";

const GREY: { base: Rgb; shade: Rgb } = { base: rgb(0xc4c3cf), shade: rgb(0x84829c) };

/** Share of grey at a place in head units: full beside the eyes, none above the forehead, behind the ears and below. */
export function greyShare(x: number, y: number, z: number): number {
  const side = smooth(0.26, 0.36, Math.abs(x));
  const height = smooth(-0.34, -0.12, y) * smooth(0.2, 0.04, y);
  const depth = smooth(-0.2, 0.0, z) * smooth(0.34, 0.2, z);
  return side * height * depth;
}

/**
 * Changes the colours of a built head of hair.
 *
 * @param strength 0 nothing, 1 as grey as the temples get
 * @param scale,offset with which it was built
 */
export function greyTemples(geometry: BufferGeometry, strength: number, scale: number, offset: Vector3): void {
  const position = geometry.getAttribute("position");
  const base = geometry.getAttribute("aBase");
  const shade = geometry.getAttribute("aShade");
  for (let k = 0; k < position.count; k++) {
    const at = [position.getX(k) - offset.x, position.getY(k) - offset.y, position.getZ(k) - offset.z];
    const [x = 0, y = 0, z = 0] = at.map((v) => v / scale);
    const share = strength * greyShare(x, y, z);
    if (share === 0) continue;
    base.setXYZ(
      k,
      lerp(base.getX(k), GREY.base[0], share),
      lerp(base.getY(k), GREY.base[1], share),
      lerp(base.getZ(k), GREY.base[2], share),
    );
    shade.setXYZ(
      k,
      lerp(shade.getX(k), GREY.shade[0], share),
      lerp(shade.getY(k), GREY.shade[1], share),
      lerp(shade.getZ(k), GREY.shade[2], share),
    );
  }
}
