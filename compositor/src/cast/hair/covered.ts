/** Covered heads: hijab, turban, cap, beanie. */
import { rigid } from "../body/skeleton";
import { faceDepth, scalpPoint } from "../head/surface";
import { clamp, DEGREE, lerp, type Rgb, scaleRgb, smooth, vec } from "../kit/math";
import type { VertexStyle } from "../kit/mesh-builder";
import { readProfile } from "../kit/profile";
import type { FaceProportions, Fringe } from "../types";
import { type HairKit, hangingBones, hatRim, type Rim } from "./kit";
import { blendToSkull } from "./shading";

/** Cloth frames every face alike: the opening follows the mean face. */
const MEAN_FACE: FaceProportions = { jaw: 0, nose: 0, lips: 0, eyes: 0, lashes: 0.6 };

const cloth = (kit: HairKit): VertexStyle => ({ ...kit.style, strand: [0, 0, 0.5] });

/** One surface from the face's opening over the head, a cowl down to the shoulders, a wrap across the chin. */
export function hijab(kit: HairKit): void {
  const style = cloth(kit);
  kit.mesh.grid(
    56,
    26,
    (u, v) => {
      const angle = u * Math.PI * 2;
      const dx = Math.sin(angle);
      const dy = Math.cos(angle);
      const x = 0.318 * dx * (1 - 0.1 * Math.max(0, -dy));
      const y = -0.1 + (dy > 0 ? 0.385 : 0.4) * dy;
      const edge = vec(x, y, faceDepth(clamp(x, -0.36, 0.36), Math.max(-0.485, y), MEAN_FACE) + 0.012);
      if (y < -0.4) edge.z = Math.max(edge.z, 0.25);
      const polar = lerp(58, 180, v) * DEGREE;
      const dome = vec(
        0.435 * Math.sin(polar) * dx,
        0.05 + 0.5 * Math.sin(polar) * dy * (dy < 0 ? 1.12 : 1),
        -0.06 + 0.45 * Math.cos(polar),
      );
      const position = edge.lerp(dome, smooth(0, 0.3, v));
      position.z += 0.03 * Math.sin(Math.PI * smooth(0, 0.25, v));
      const fold = 0.006 * Math.sin(angle * 9 + v * 14) * smooth(0.1, 0.4, v);
      position.addScaledVector(vec(dx, dy, 0), fold + 0.02 * Math.sin(Math.PI * smooth(0, 0.35, v)));
      return { ...style, position, bias: -0.05 * Math.sin(angle * 9 + v * 14) - 0.1 * smooth(0.06, 0, v) };
    },
    { closed: true },
  );
  addCowl(kit, style);
  const wrap = [
    vec(-0.33, -0.3, 0.1),
    vec(-0.26, -0.46, 0.26),
    vec(-0.02, -0.58, 0.36),
    vec(0.26, -0.52, 0.3),
    vec(0.38, -0.36, 0.02),
  ];
  kit.mesh.sweep(wrap, {
    segments: 16,
    sides: 9,
    radius: (t) => {
      const k = Math.sin(Math.PI * clamp(t, 0.02, 0.98)) ** 0.5;
      return [0.1 * k, 0.06 * k];
    },
    up: (_t, p) =>
      p
        .clone()
        .sub(vec(0, -0.3, -0.05))
        .normalize(),
    style: (_t, across) => ({ ...style, bias: -0.12 * Math.max(0, across) }),
  });
}

function addCowl(kit: HairKit, style: VertexStyle): void {
  const widths = [
    [0, 0.33, 0.3],
    [0.25, 0.36, 0.33],
    [0.5, 0.44, 0.4],
    [0.75, 0.56, 0.46],
    [1, 0.66, 0.5],
  ];
  kit.mesh.grid(
    64,
    18,
    (u, v) => {
      const angle = u * Math.PI * 2;
      const s = Math.sin(angle);
      const c = Math.cos(angle);
      const [wide = 0, deep = 0] = readProfile(widths, v);
      const y = lerp(-0.34, -0.98, v) - 0.24 * Math.max(0, c) ** 2 * smooth(0.3, 1, v) + 0.08 * s * s * v;
      // Folds run down on both sides, a little different left and right.
      const fold =
        0.045 * Math.sin(c * 8 + v * 6 + s * 1.6) * smooth(0.05, 0.5, v) * (1 - 0.3 * v) +
        0.018 * Math.sin(angle * 7 + v * 3) * v;
      const position = vec(s * (wide + fold), y, c * (deep + fold) - 0.05 + 0.05 * c);
      return { ...style, position, bias: 2.2 * fold - 0.06, bones: hangingBones(position) };
    },
    { closed: true, flip: true },
  );
}

interface Dome {
  rim: Rim;
  lift: number;
  /** Seams or folds: shade at an azimuth (radians) and share 0 crown to 1 rim. */
  bias?: (azimuth: number, v: number) => number;
  /** Extra height at the crown. */
  slouch?: number;
}

/** A closed shell over the skull that turns under at its rim. */
function addDome(kit: HairKit, dome: Dome, style: VertexStyle): void {
  kit.mesh.grid(
    44,
    15,
    (u, v) => {
      const azimuth = (u * 2 - 1) * Math.PI;
      const shell = Math.min(1, v / 0.86);
      const under = smooth(0.86, 1, v);
      const elevation = lerp(90, dome.rim(azimuth / DEGREE), shell) * DEGREE;
      const lift = dome.lift * (1 - 0.85 * under) + 0.01;
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

/** Short hair that shows below a hat: over the ears, at the nape, and a little fringe. */
function addHairBelow(kit: HairKit, fringe: Fringe, top: number): void {
  const colours: VertexStyle = { base: kit.under.base, shade: kit.under.shade, bones: rigid("head") };
  const { count, wider } = kit.thin(15);
  for (let i = 0; i < count; i++) {
    const azimuth = 180 + ((i / (count - 1)) * 2 - 1) * 104;
    const side = Math.abs(azimuth - 180) > 80;
    kit.clump(
      [
        [azimuth, top - 4, 0.02],
        [azimuth, 2, 0.028],
        [azimuth, -18, 0.022],
        [azimuth, side ? -34 : -44 - 4 * kit.random(), 0.005],
      ],
      0.09 * wider,
      { thickness: 0.25, segments: 7, tip: 0.15, colours },
    );
  }
  if (fringe === "none") return;
  const wisps = fringe === "full" ? [-44, -28, -12, 4, 20, 36, 50] : [-50, -36, -20, -4];
  for (const azimuth of wisps) {
    const low = lerp(12, -6, Math.abs(azimuth) / 50) + 6 * kit.random();
    kit.clump(
      [
        [azimuth * 0.9, top + 14, 0.0],
        [azimuth, top, 0.026],
        [azimuth - 4, (top + low) / 2, 0.034],
        [azimuth - 7, low, 0.02],
      ],
      0.08,
      { thickness: 0.4, bulge: 0.4, root: 0.7, segments: 9, colours },
    );
  }
}

const shades = (base: Rgb, shade: Rgb, k: number): Pick<VertexStyle, "base" | "shade"> => ({
  base: scaleRgb(base, k),
  shade: scaleRgb(shade, k),
});

/** A baseball cap with panels, a button and a curved peak. */
export function cap(kit: HairKit, fringe: Fringe): void {
  kit.lift = 0;
  const style = cloth(kit);
  const rim = hatRim(25, 16, -4);
  const seam = (azimuth: number, v: number) => {
    const panel = Math.abs(((azimuth / Math.PI) * 3 + 30.5) % 1);
    return -0.22 * smooth(0.06, 0.02, Math.min(panel, 1 - panel)) * smooth(0.02, 0.15, v) - 0.12 * smooth(0.86, 0.9, v);
  };
  addDome(kit, { rim, lift: 0.075, bias: seam }, style);
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
  const ribs = (azimuth: number) => 0.06 * Math.sin(azimuth * 22);
  addDome(
    kit,
    { rim: hatRim(36, 26, 4), lift: 0.085, slouch: 0.06, bias: (a, v) => ribs(a) * smooth(0.05, 0.3, v) },
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

/** A wrapped turban: bands that cross over the forehead and wind up to the crown. */
export function turban(kit: HairKit): void {
  kit.lift = 0;
  const style = cloth(kit);
  const rim = hatRim(28, 6, -30);
  addDome(kit, { rim, lift: 0.07 }, style);
  const band = (keys: readonly (readonly [number, number, number])[], width: number) =>
    kit.clump(keys, width, {
      thickness: 0.42,
      bulge: 0.4,
      root: 0.75,
      tip: 0.6,
      segments: 15,
      round: 0.25,
      colours: style,
      outline: 1,
      free: 0,
    });
  for (let k = 4; k >= 0; k--)
    for (const s of [1, -1])
      band(
        [
          [s * 168, -16 + 12 * k, 0.075],
          [s * 112, 0 + 9 * k, 0.095 + 0.01 * k],
          [s * 66, 12 + 8 * k, 0.1 + 0.012 * k],
          [s * 24, 27 + 9 * k, 0.1 + 0.012 * k],
          [s * -14, 42 + 9 * k, 0.088 + 0.01 * k],
          [s * -40, 60 + 6 * k, 0.06],
        ],
        0.125,
      );
}
