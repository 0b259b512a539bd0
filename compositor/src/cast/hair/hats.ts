/** Hats: baseball cap, beanie, fedora. */
import { scalpPoint } from "../head/surface";
import { DEGREE, lerp, smooth, vec } from "../kit/math";
import type { VertexStyle } from "../kit/mesh-builder";
import type { Fringe } from "../types";
import { addDome, addHairBelow, cloth, shades } from "./cloth";
import { type HairKit, hatRim, type Rim } from "./kit";

/** A baseball cap with panels, a button and a curved peak. */
export function cap(kit: HairKit, fringe: Fringe): void {
  kit.lift = 0;
  const style = cloth(kit);
  const rim = hatRim(25, 16, -4);
  const seam = (azimuth: number, v: number) => {
    const panel = Math.abs(((azimuth / Math.PI) * 3 + 30.5) % 1);
    return -0.22 * smooth(0.06, 0.02, Math.min(panel, 1 - panel)) * smooth(0.02, 0.15, v) - 0.12 * smooth(0.86, 0.9, v);
  };
  addDome(kit, { rim, lift: 0.075, bias: seam, relief: (a, v) => 0.05 * Math.min(0, seam(a, v)), columns: 60 }, style);
  kit.mesh.ellipsoid(scalpPoint(0, 90 * DEGREE, 0.09), vec(0.035, 0.02, 0.035), style, 8, 5);
  addPeak(kit, rim, style);
  addHairBelow(kit, fringe, 16);
}

/** The peak: a curved plate with an underside. */
function addPeak(kit: HairKit, rim: Rim, style: VertexStyle): void {
  const columns = kit.mesh.count(20, 10);
  const below = shades(kit.colours.base, kit.colours.shade, 0.72);
  // Rows across the plate: out along the top, around the edge, back along the underside.
  const rows = [0, 0.35, 0.7, 0.94, 1, 0.94, 0.6, 0.1];
  kit.mesh.grid(
    columns,
    rows.length - 1,
    (u, v) => {
      const k = Math.round(v * (rows.length - 1));
      const out = rows[k] as number;
      const underside = k > 4;
      const azimuth = lerp(-66, 66, u);
      const root = scalpPoint(azimuth * DEGREE, (rim(azimuth) - 1) * DEGREE, 0.06);
      const across = azimuth / 66;
      const length = 0.42 * Math.sqrt(Math.max(0, 1 - across ** 4));
      const position = root.clone().add(vec(0.1 * across * out * length, -0.1 * out * length, out * length));
      position.y -= 0.055 * across * across * out + (underside ? 0.016 : 0) + 0.03 * out * out;
      return {
        ...style,
        ...(underside ? below : {}),
        position,
        bias: underside ? -0.35 : -0.02,
        outline: k === 0 ? 0.3 : 0.9,
      };
    },
    { exact: true, flip: true },
  );
}

/** A knitted hat with a turned-up brim and a pompom. */
export function beanie(kit: HairKit, fringe: Fringe): void {
  kit.lift = 0;
  const style = cloth(kit);
  const ribs = (azimuth: number, v: number) => Math.sin(azimuth * 18) * smooth(0.02, 0.25, v);
  addDome(
    kit,
    {
      rim: hatRim(36, 26, 4),
      lift: 0.085,
      slouch: 0.06,
      bias: (a, v) => 0.09 * ribs(a, v),
      relief: (a, v) => 0.008 * ribs(a, v),
      columns: 72,
    },
    style,
  );
  const brim = hatRim(30, 19, -6);
  const dark = shades(kit.colours.base, kit.colours.shade, 0.9);
  const around = 12;
  kit.mesh.grid(
    72,
    8,
    (u, v) => {
      const azimuth = (u * 2 - 1) * Math.PI;
      const angle = v * Math.PI * 2;
      const middle = brim(azimuth / DEGREE) * DEGREE;
      const elevation = middle + around * DEGREE * 0.62 * Math.cos(angle);
      const lift = 0.07 + 0.042 * Math.sin(angle) + 0.006 * Math.sin(azimuth * 44);
      return { ...style, ...dark, position: scalpPoint(azimuth, elevation, lift), bias: 0.09 * Math.sin(azimuth * 44) };
    },
    { closed: true, flip: true },
  );
  kit.mesh.curl(vec(0, 0.66, -0.1), 0.105, vec(0.2, 0.9, 0.3).normalize(), style, 12, 9);
  addHairBelow(kit, fringe, 20);
}

/** A fedora: pinched crown, ribbon, and a brim that dips in front. */
export function hat(kit: HairKit, fringe: Fringe): void {
  const style = cloth(kit);
  const ribbon = shades(kit.colours.shade, kit.colours.shade, 0.6);
  // Rows from the pinch on top down the crown to the ribbon: share of the radius, height over the brim.
  const rows: readonly (readonly [number, number])[] = [
    [0.02, 0.34],
    [0.3, 0.345],
    [0.55, 0.37],
    [0.72, 0.385],
    [0.82, 0.365],
    [0.87, 0.31],
    [0.93, 0.2],
    [0.975, 0.105],
    [1.0, 0.1],
    [1.0, 0.03],
    [1.0, 0],
  ];
  const last = rows.length - 1;
  const tilt = (x: number, z: number) => 0.2 - 0.03 * z - 0.02 * x * x;
  const ring = (angle: number, share: number): readonly [number, number] => [
    0.475 * share * Math.sin(angle),
    0.515 * share * Math.cos(angle) - 0.035,
  ];
  kit.mesh.grid(
    kit.mesh.count(64, 24),
    last,
    (u, v) => {
      const angle = (u * 2 - 1) * Math.PI;
      const k = Math.round(v * last);
      const [share, height] = rows[k] as readonly [number, number];
      const [x, z] = ring(angle, share);
      // The pinch: a crease from front to back, dents at both sides of the front.
      const crease = 0.075 * Math.exp(-((x / 0.1) ** 2)) * smooth(0.9, 0.6, share);
      const dent =
        0.05 * Math.exp(-(((Math.abs(angle) - 0.55) / 0.28) ** 2)) * smooth(1, 0.9, share) * smooth(0.3, 0.8, share);
      const position = vec(x * (1 - dent * 2.4), tilt(x, z) + height - crease, z * (1 - dent * 1.6));
      return { ...style, ...(k >= 8 ? ribbon : {}), position, bias: -0.6 * crease - dent, outline: k >= 8 ? 0.4 : 0.8 };
    },
    { closed: true, flip: true, exact: true },
  );
  // The brim, out along the top and back along the underside.
  const brim = [0.98, 1.25, 1.5, 1.545, 1.5, 1.2, 0.92];
  const below = shades(kit.colours.base, kit.colours.shade, 0.72);
  kit.mesh.grid(
    kit.mesh.count(48, 22),
    brim.length - 1,
    (u, v) => {
      const angle = (u * 2 - 1) * Math.PI;
      const k = Math.round(v * (brim.length - 1));
      const [x, z] = ring(angle, brim[k] as number);
      const out = ((brim[k] as number) - 0.98) / 0.56;
      const curl =
        0.075 * Math.sin(angle) ** 2 - 0.05 * Math.max(0, Math.cos(angle)) + 0.03 * Math.max(0, -Math.cos(angle));
      const position = vec(x, tilt(x, z * 0.8) + curl * out * out - (k > 3 ? 0.016 : 0), z);
      return { ...style, ...(k > 3 ? below : {}), position, bias: k > 3 ? -0.35 : 0, outline: 0.9 };
    },
    { closed: true, flip: true, exact: true },
  );
  addHairBelow(kit, fringe, 18);
}
