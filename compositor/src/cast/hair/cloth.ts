/** What headwear is made of: domes over the skull, and the hair that shows below them. */
import { scalpPoint } from "../head/surface";
import { DEGREE, lerp, type Rgb, scaleRgb, smooth } from "../kit/math";
import type { VertexStyle } from "../kit/mesh-builder";
import type { Fringe } from "../types";
import type { HairKit, Rim } from "./kit";
import { NATURAL } from "./scalp";
import { blendToSkull } from "./shading";

export const cloth = (kit: HairKit): VertexStyle => ({ ...kit.style, strand: [0, 0, 0.5] });

export const shades = (base: Rgb, shade: Rgb, k: number): Pick<VertexStyle, "base" | "shade"> => ({
  base: scaleRgb(base, k),
  shade: scaleRgb(shade, k),
});

/** Colour of trims and borders. */
export const TRIM: Pick<VertexStyle, "base" | "shade"> = { base: [1, 0.82, 0.42], shade: [0.74, 0.45, 0.2] };

export interface Dome {
  rim: Rim;
  lift: number;
  /** Seams or folds: shade at an azimuth (radians) and share 0 crown to 1 rim. */
  bias?: (azimuth: number, v: number) => number;
  /** Height of ribs or seams over the dome, same arguments. */
  relief?: (azimuth: number, v: number) => number;
  /** Columns; default 44. */
  columns?: number;
  /** Extra height at the crown. */
  slouch?: number;
}

/** A closed shell over the skull that turns under at its rim. */
export function addDome(kit: HairKit, dome: Dome, style: VertexStyle): void {
  kit.mesh.grid(
    dome.columns ?? 44,
    15,
    (u, v) => {
      const azimuth = (u * 2 - 1) * Math.PI;
      const shell = Math.min(1, v / 0.86);
      const under = smooth(0.86, 1, v);
      const elevation = lerp(90, dome.rim(azimuth / DEGREE), shell) * DEGREE;
      const lift = dome.lift * (1 - 0.85 * under) + 0.01 + (dome.relief?.(azimuth, shell) ?? 0);
      const position = scalpPoint(azimuth, elevation, lift);
      const crown = 1 - smooth(0, 0.75, shell);
      position.y += (dome.slouch ?? 0) * crown;
      position.z -= (dome.slouch ?? 0) * 0.7 * crown;
      return {
        ...style,
        position,
        bias: (dome.bias?.(azimuth, shell) ?? 0) - 0.3 * under,
        editNormal: (n) => blendToSkull(n, position, 0.35),
      };
    },
    { closed: true, flip: true },
  );
}

/** Short hair that shows below a hat: over the ears, at the nape, and a fringe. `top` is the rim's elevation in front. */
export function addHairBelow(kit: HairKit, fringe: Fringe, top: number): void {
  kit.growUnder(() => {
    kit.cap(0.008, { ...NATURAL, sideburn: -14, nape: -44 });
    const { count, wider } = kit.thin(17);
    for (let i = 0; i < count; i++) {
      const offset = (i / (count - 1)) * 2 - 1;
      const azimuth = 180 + offset * 106;
      const side = Math.abs(offset) > 0.78;
      const low = side ? (Math.abs(offset) > 0.92 ? -15 : -2) : -42 - 4 * kit.random();
      kit.clump(
        [
          [azimuth, top - 6, 0.012],
          [azimuth, lerp(top - 6, low, 0.4), 0.03],
          [azimuth, lerp(top - 6, low, 0.75), 0.026],
          [azimuth - 4 * offset, low, 0.004],
        ],
        0.085 * wider,
        { thickness: 0.28, segments: 7, tip: 0.25, outline: 0.7 },
      );
    }
    if (fringe === "none") return;
    const wisps = fringe === "full" ? [-44, -28, -12, 4, 20, 36, 50] : [-52, -38, -22, -6, 10];
    wisps.forEach((azimuth, i) => {
      const low = lerp(11, -6, Math.abs(azimuth) / 50) + (i % 2 ? 6 : 0) + 3 * kit.random();
      kit.clump(
        [
          [azimuth * 0.9, top + 14, 0.0],
          [azimuth, top, 0.026],
          [azimuth - 4, (top + low) / 2, 0.04],
          [azimuth - 9, low, 0.02],
        ],
        0.08,
        { thickness: 0.4, bulge: 0.4, root: 0.7, segments: 9, tip: 0.03 },
      );
    });
  });
}
