/** Earrings: a stud, a hoop, or a drop on a short wire. They sit at the lobe and do not swing. */
import { rigid } from "../body/skeleton";
import { type Rgb, rgb, scaleRgb, vec } from "../kit/math";
import type { MeshBuilder, VertexStyle } from "../kit/mesh-builder";
import type { Earrings } from "../types";

const GOLD = rgb(0xffcf5c);
const PEARL = rgb(0xfff4ee);
const STONE = rgb(0xff5a96);

const LOBE = { x: 0.386, y: -0.19, z: -0.015 };

const jewel = (colour: Rgb): VertexStyle => ({
  base: colour,
  shade: scaleRgb(colour, 0.62),
  outline: 0.5,
  bones: rigid("head"),
});

export function addEarrings(mesh: MeshBuilder, kind: Exclude<Earrings, "none">): void {
  for (const s of [1, -1]) {
    const lobe = vec(s * LOBE.x, LOBE.y, LOBE.z);
    if (kind === "stud")
      mesh.ellipsoid(lobe.add(vec(s * 0.014, 0, 0.022)), vec(0.018, 0.018, 0.018), jewel(PEARL), 8, 6);
    if (kind === "hoop") {
      const ring = Array.from({ length: 19 }, (_, k) => {
        const angle = Math.PI / 2 + (k / 18) * Math.PI * 2;
        return vec(s * (LOBE.x + 0.012), LOBE.y - 0.05 + 0.052 * Math.sin(angle), LOBE.z + 0.052 * Math.cos(angle));
      });
      const half = 0.0085;
      mesh.sweep(ring, { segments: 20, sides: 5, radius: () => [half, half], style: () => jewel(GOLD) });
    }
    if (kind === "drop") {
      const wire = [lobe, lobe.clone().add(vec(s * 0.016, -0.035, 0.008))];
      mesh.sweep(wire, { segments: 3, sides: 5, radius: () => [0.005, 0.005], style: () => jewel(GOLD) });
      mesh.ellipsoid(lobe.clone().add(vec(s * 0.017, -0.066, 0.008)), vec(0.019, 0.034, 0.019), jewel(STONE), 9, 8);
    }
  }
}
