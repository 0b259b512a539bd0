/** What closes a garment at the neck: collars, bow, hood, strings, lapels. */
import { Vector3 } from "three";
import { clamp, DEGREE, lerp, type Rgb, scaleRgb, smooth, vec } from "../kit/math";
import type { MeshBuilder } from "../kit/mesh-builder";
import { cloth } from "./cloth";
import { rigid } from "./skeleton";
import { torsoPoint } from "./torso";
import type { Cut, OutfitColours } from "./wardrobe";

/** A point of a collar's cross-section, from the outer lower edge over the top to the inside. */
interface CollarRow {
  radius: number;
  y: number;
  colour: Rgb;
  /** Faces the neck: in the shade, without ink. */
  inner?: boolean;
}

interface Collar {
  rows: readonly CollarRow[];
  /** Half of the gap in front, degrees; 0 closes it. */
  open: number;
  /** How much lower and wider the front ends are than the back. */
  dip?: number;
  spread?: number;
}

/** Seen from the front, so that the rims of the stage's light do not draw slivers between neck and collar. */
const TOWARDS_AUDIENCE = new Vector3(0, 0.35, 0.94).normalize();

/** A band around the neck: one closed strip of cloth with an inside, so no light leaks through it. */
function addCollar(mesh: MeshBuilder, { rows, open, dip = 0, spread = 0 }: Collar): void {
  const last = rows.length - 1;
  const bottom = rows[0] as CollarRow;
  const top = rows.findLast((row) => !row.inner) as CollarRow;
  mesh.grid(
    mesh.count(30),
    last,
    (u, v) => {
      const row = rows[Math.round(v * last)] as CollarRow;
      const angle = lerp(open, 360 - open, u) * DEGREE;
      const front = open > 0 ? 1 - smooth(0, 0.18, Math.min(u, 1 - u)) : 0;
      const height = smooth(4.4, 4.6, row.y);
      // The ends are sewn shut: there the inside meets the outside.
      const sewn = row.inner && open > 0 ? 1 - smooth(0, 0.06, Math.min(u, 1 - u)) : 0;
      const radius = lerp(row.radius, lerp(bottom.radius, top.radius, height), sewn) + spread * front * height;
      const point = {
        ...cloth(row.colour),
        position: vec(radius * Math.sin(angle), row.y - dip * front * height, radius * 0.95 * Math.cos(angle) - 0.045),
        bones: rigid("chest"),
        outline: row.inner ? 0 : 0.7,
        bias: row.inner ? -0.3 : 0,
      };
      return row.inner ? { ...point, normal: TOWARDS_AUDIENCE } : point;
    },
    { exact: true, closed: open === 0 },
  );
}

const stand = (outfit: OutfitColours): Collar => {
  const inside = scaleRgb(outfit.lapel, 0.5);
  return {
    open: 38,
    dip: 0.07,
    spread: 0.02,
    rows: [
      { radius: 0.207, y: 4.4, colour: outfit.lapel },
      { radius: 0.225, y: 4.54, colour: outfit.lapel },
      { radius: 0.225, y: 4.544, colour: outfit.trim },
      { radius: 0.233, y: 4.6, colour: outfit.trim },
      { radius: 0.209, y: 4.596, colour: inside, inner: true },
      { radius: 0.177, y: 4.4, colour: inside, inner: true },
    ],
  };
};

/** A zipped collar that stands open. */
const zipped = (outfit: OutfitColours): Collar => {
  const inside = scaleRgb(outfit.shirt, 0.7);
  return {
    open: 26,
    dip: 0.03,
    spread: 0.06,
    rows: [
      { radius: 0.215, y: 4.4, colour: outfit.jacket },
      { radius: 0.24, y: 4.6, colour: outfit.jacket },
      { radius: 0.242, y: 4.602, colour: outfit.lapel },
      { radius: 0.246, y: 4.64, colour: outfit.lapel },
      { radius: 0.222, y: 4.636, colour: inside, inner: true },
      { radius: 0.18, y: 4.4, colour: inside, inner: true },
    ],
  };
};

const knitted = (outfit: OutfitColours): Collar => {
  const inside = scaleRgb(outfit.jacket, 0.5);
  return {
    open: 24,
    dip: 0.05,
    spread: 0.02,
    rows: [
      { radius: 0.225, y: 4.39, colour: outfit.jacket },
      { radius: 0.245, y: 4.44, colour: outfit.jacket },
      { radius: 0.245, y: 4.444, colour: outfit.trim },
      { radius: 0.241, y: 4.475, colour: outfit.trim },
      { radius: 0.24, y: 4.479, colour: outfit.jacket },
      { radius: 0.225, y: 4.53, colour: outfit.jacket },
      { radius: 0.2, y: 4.525, colour: inside, inner: true },
      { radius: 0.17, y: 4.4, colour: inside, inner: true },
    ],
  };
};

/** A coat's collar, folded over. */
const folded = (outfit: OutfitColours): Collar => {
  const inside = scaleRgb(outfit.lapel, 0.55);
  return {
    open: 30,
    dip: 0.1,
    spread: 0.035,
    rows: [
      { radius: 0.335, y: 4.4, colour: outfit.trim },
      { radius: 0.322, y: 4.43, colour: outfit.trim },
      { radius: 0.321, y: 4.432, colour: outfit.lapel },
      { radius: 0.27, y: 4.6, colour: outfit.lapel },
      { radius: 0.23, y: 4.635, colour: outfit.lapel },
      { radius: 0.21, y: 4.62, colour: inside, inner: true },
      { radius: 0.18, y: 4.4, colour: inside, inner: true },
    ],
  };
};

/** A band that covers the neck up to the chin. */
const high = (colour: Rgb, edge: Rgb): Collar => ({
  open: 0,
  rows: [
    { radius: 0.185, y: 4.38, colour },
    { radius: 0.168, y: 4.5, colour },
    { radius: 0.162, y: 4.61, colour },
    { radius: 0.162, y: 4.614, colour: edge },
    { radius: 0.162, y: 4.65, colour: edge },
    { radius: 0.14, y: 4.645, colour: scaleRgb(colour, 0.5), inner: true },
    { radius: 0.12, y: 4.5, colour: scaleRgb(colour, 0.5), inner: true },
  ],
});

const low = (outfit: OutfitColours): Collar => {
  const inside = scaleRgb(outfit.lapel, 0.5);
  return {
    open: 30,
    dip: 0.04,
    spread: 0.015,
    rows: [
      { radius: 0.212, y: 4.39, colour: outfit.lapel },
      { radius: 0.222, y: 4.47, colour: outfit.lapel },
      { radius: 0.222, y: 4.474, colour: outfit.trim },
      { radius: 0.226, y: 4.505, colour: outfit.trim },
      { radius: 0.204, y: 4.5, colour: inside, inner: true },
      { radius: 0.18, y: 4.4, colour: inside, inner: true },
    ],
  };
};

function addBow(mesh: MeshBuilder, outfit: OutfitColours): void {
  const bow = { ...cloth(outfit.accent), bones: rigid("chest") };
  for (const s of [1, -1]) {
    mesh.sweep(
      [vec(s * 0.01, 4.34, 0.235), vec(s * 0.07, 4.375, 0.27), vec(s * 0.15, 4.38, 0.27), vec(s * 0.19, 4.34, 0.25)],
      {
        segments: 9,
        sides: 9,
        radius: (t) => [0.02 + 0.062 * Math.sin(Math.PI * clamp(t * 0.75 + 0.1)) ** 0.8, 0.028],
        up: () => vec(0, 0, 1),
        style: (t) => ({ ...bow, bias: -0.12 * (1 - t) }),
      },
    );
    mesh.sweep([vec(s * 0.01, 4.32, 0.245), vec(s * 0.05, 4.22, 0.295), vec(s * 0.09, 4.09, 0.325)], {
      segments: 6,
      sides: 7,
      radius: (t) => [0.022 + 0.038 * t, 0.01],
      up: () => vec(0, 0, 1),
      style: (t) => ({ ...bow, bias: -0.05, sway: 0.32 * t * t }),
    });
  }
  mesh.ellipsoid(vec(0, 4.345, 0.262), vec(0.036, 0.038, 0.03), { ...cloth(outfit.trim), bones: rigid("chest") }, 9, 6);
}

/** A hood that lies on the back, and two strings with caps that swing. */
function addHood(mesh: MeshBuilder, outfit: OutfitColours): void {
  const hood = { ...cloth(outfit.jacket), bones: rigid("chest") };
  const around = [-150, -112, -74, -37, 0, 37, 74, 112, 150].map((degrees) => {
    const angle = degrees * DEGREE;
    const behind = Math.cos(angle);
    const radius = 0.262 + 0.045 * Math.max(0, behind);
    return vec(radius * Math.sin(angle), 4.455 + 0.05 * behind, -radius * behind - 0.03);
  });
  mesh.sweep(around, {
    segments: 26,
    sides: 9,
    up: () => vec(0, 1, 0),
    radius: (t) => {
      const full = Math.sin(Math.PI * clamp(t, 0.01, 0.99));
      return [0.05 + 0.075 * full ** 1.4, 0.045 + 0.06 * full];
    },
    style: () => hood,
  });
  const inside = { ...cloth(scaleRgb(outfit.jacket, 0.7)), bones: rigid("chest"), bias: -0.12, outline: 0 };
  mesh.ellipsoid(vec(0, 4.5, -0.17), vec(0.21, 0.045, 0.13), inside, 14, 5);
  const bag = { ...hood, outline: 0.5 };
  mesh.ellipsoid(vec(0, 4.36, -0.25), vec(0.33, 0.34, 0.15), bag, 16, 10, (normal, p) => {
    const down = Math.max(0, (4.36 - p.y) / 0.34);
    p.x *= 1 - 0.45 * down ** 1.5;
    p.z += 0.03 * down;
    return normal;
  });
  for (const s of [1, -1]) {
    const top = torsoPoint(s * 0.16, 4.36, 0.055);
    const length = s > 0 ? 0.42 : 0.36;
    const end = torsoPoint(s * 0.22, 4.36 - length, 0.075);
    const middle = torsoPoint(s * 0.2, 4.36 - length / 2, 0.075);
    mesh.sweep([top, middle, end], {
      segments: 7,
      sides: 6,
      radius: (t) => (t > 0.86 ? [0.02, 0.02] : [0.0125, 0.0125]),
      style: (t) => ({
        ...cloth(t > 0.86 ? outfit.trim : outfit.accent),
        bones: rigid("chest"),
        sway: 0.22 * t * t,
        outline: 0.7,
      }),
    });
  }
}

/** A ring that ends the collar of a zip. */
function addPull(mesh: MeshBuilder, colour: Rgb, y: number, above: number): void {
  const at = torsoPoint(0, y, above);
  mesh.sweep([at, at.clone().add(vec(0, -0.05, 0.012)), at.clone().add(vec(0, -0.1, 0.012))], {
    segments: 3,
    sides: 6,
    radius: () => [0.018, 0.01],
    up: () => vec(0, 0, 1),
    style: (t) => ({ ...cloth(colour), bones: rigid("chest"), sway: 0.15 * t }),
  });
}

const NECKLINES: Readonly<Record<Cut, (mesh: MeshBuilder, outfit: OutfitColours) => void>> = {
  band: (mesh, outfit) => {
    addCollar(mesh, stand(outfit));
    addBow(mesh, outfit);
  },
  crop: (mesh, outfit) => {
    addCollar(mesh, zipped(outfit));
    addPull(mesh, outfit.trim, 3.98, 0.05);
  },
  street: addHood,
  coat: (mesh, outfit) => {
    addCollar(mesh, high(outfit.shirt, outfit.shirt));
    addCollar(mesh, folded(outfit));
  },
  bomber: (mesh, outfit) => addCollar(mesh, knitted(outfit)),
  vest: (mesh, outfit) => addCollar(mesh, low(outfit)),
  gown: (mesh, outfit) => addCollar(mesh, high(outfit.jacket, outfit.trim)),
};

export function addNeckline(mesh: MeshBuilder, cut: Cut, outfit: OutfitColours): void {
  NECKLINES[cut](mesh, outfit);
}

/** Colour of what covers the base of the neck; nothing where skin shows. */
export function neckCover(cut: Cut, outfit: OutfitColours): Rgb | undefined {
  if (cut === "gown") return outfit.jacket;
  return cut === "coat" || cut === "street" || cut === "crop" || cut === "bomber" ? outfit.shirt : undefined;
}
