/** Coily hair: spheres with a drawn spiral, set on an egg around the head. */

import { scalpPoint } from "../head/surface";
import { DEGREE, lerp, signedPower, smooth, vec } from "../kit/math";
import type { Fringe } from "../types";
import { addScrunchie, combToSide } from "./combed";
import type { HairKit } from "./kit";
import { NATURAL } from "./scalp";
import { blendToSkull } from "./shading";
import { addShavedSides } from "./shaved";

interface Cloud {
  centre: readonly [number, number, number];
  radius: readonly [number, number, number];
  curls: number;
  size: readonly [number, number];
  /** No curls below this y. */
  lowest: number;
  /** Upper end of the opening for the face; left out, there is none. */
  forehead?: number;
  /** Squareness: 1 an egg, towards 0 a box. */
  boxy?: number;
}

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

function addCloud(kit: HairKit, cloud: Cloud): void {
  const [cx, cy, cz] = cloud.centre;
  const [rx, ry, rz] = cloud.radius;
  const { count, wider } = kit.thin(cloud.curls);
  const centre = vec(cx, cy, cz);
  for (let i = 0; i < count; i++) {
    const y = 1 - (2 * (i + 0.5)) / count;
    const flat = Math.sqrt(1 - y * y);
    const direction = vec(flat * Math.sin(i * GOLDEN_ANGLE), y, flat * Math.cos(i * GOLDEN_ANGLE));
    const k = cloud.boxy ?? 1;
    const p = vec(signedPower(direction.x, k), signedPower(direction.y, k), signedPower(direction.z, k))
      .multiply(vec(rx, ry, rz))
      .add(centre);
    if (
      cloud.forehead !== undefined &&
      p.z > 0.05 &&
      p.y < cloud.forehead &&
      Math.abs(p.x) < 0.4 - 0.1 * smooth(0.1, 0.3, p.y)
    )
      continue;
    if (p.y < cloud.lowest) continue;
    const size = lerp(cloud.size[0], cloud.size[1], kit.random()) * Math.sqrt(wider);
    const jitter = () => kit.random() - 0.5;
    p.add(vec(jitter(), jitter(), jitter()).multiplyScalar(0.05));
    p.addScaledVector(direction, -0.065 + 0.03 * jitter());
    const random = kit.random();
    const axis = direction
      .clone()
      .add(vec(0.5 * jitter(), 0.5 * jitter(), 0.25 + 0.5 * jitter()))
      .normalize();
    addCurl(kit, p, size, axis, random, (n, q) => {
      const round = q
        .clone()
        .sub(centre)
        .divide(vec(rx, ry, rz))
        .normalize();
      return n.lerp(round, 0.72).normalize();
    });
  }
}

function addCurl(
  kit: HairKit,
  p: ReturnType<typeof vec>,
  size: number,
  axis: ReturnType<typeof vec>,
  random: number,
  edit: (n: ReturnType<typeof vec>, q: ReturnType<typeof vec>) => ReturnType<typeof vec>,
): void {
  const style = { ...kit.style, outline: 0.8, bias: (random - 0.5) * 0.1 };
  kit.mesh.curl(p, size, axis, style, 9, 6, edit, random);
}

/** Small curls along the hairline, so the cloud does not start with an edge. */
function addHairlineCurls(kit: HairKit, front: number, temple: number, size: number): void {
  const { count, wider } = kit.thin(19);
  for (let i = 0; i < count; i++) {
    const azimuth = ((i / (count - 1)) * 2 - 1) * 74;
    const elevation = lerp(front, temple, (Math.abs(azimuth) / 74) ** 2.2);
    const p = scalpPoint(azimuth * DEGREE, elevation * DEGREE, 0.03);
    const axis = vec(Math.sin(azimuth * DEGREE) * 0.8, 0.1, 1).normalize();
    addCurl(kit, p, (size + 0.02 * kit.random()) * Math.sqrt(wider), axis, kit.random(), (n, q) =>
      blendToSkull(n, q, 0.5),
    );
  }
}

export function afro(kit: HairKit, fringe: Fringe): void {
  kit.cap(0.05, NATURAL, { plain: true });
  addCloud(kit, {
    centre: [0, 0.16, -0.09],
    radius: [0.6, 0.54, 0.55],
    curls: 190,
    size: [0.085, 0.14],
    lowest: -0.32,
    forehead: fringe === "full" ? 0.24 : 0.3,
  });
  addHairlineCurls(kit, fringe === "full" ? 33 : 39, 12, 0.052);
}

/** Close-cropped coils. */
export function coilyShort(kit: HairKit, fringe: Fringe): void {
  kit.cap(0.03, NATURAL, { plain: true });
  addCloud(kit, {
    centre: [0, 0.1, -0.05],
    radius: [0.455, 0.485, 0.47],
    curls: 190,
    size: [0.06, 0.085],
    lowest: -0.2,
    forehead: 0.27,
  });
  addHairlineCurls(kit, fringe === "full" ? 31 : 35, 10, 0.042);
}

/** Two afro puffs, high at the sides, parted in the middle; edges laid. */
export function coilyPuffs(kit: HairKit, fringe: Fringe): void {
  for (const s of [1, -1]) {
    const tie = combToSide(kit, s, [104, 48], 0.03, 0, true);
    const centre = tie.clone().add(vec(s * 0.13, 0.12, -0.01));
    addCloud(kit, {
      centre: [centre.x, centre.y, centre.z],
      radius: [0.25, 0.24, 0.25],
      curls: 66,
      size: [0.075, 0.1],
      lowest: -9,
    });
    kit.mesh.ellipsoid(centre, vec(0.21, 0.2, 0.21), { ...kit.style, bias: -0.2, strand: [0, 0, 0.5] }, 10, 8);
    addScrunchie(kit, tie.clone().add(vec(s * 0.015, 0.01, 0)), vec(s * 0.8, 0.7, 0), 0.1);
  }
  if (fringe !== "none") addHairlineCurls(kit, fringe === "full" ? 26 : 30, 14, 0.05);
}

/** A tall, flat-topped block of coils above faded sides. */
export function highTopFade(kit: HairKit, fringe: Fringe): void {
  addShavedSides(kit, 0.26, true);
  addCloud(kit, {
    centre: [0, 0.42, -0.06],
    radius: [0.4, 0.34, 0.41],
    curls: 190,
    size: [0.062, 0.085],
    lowest: 0.27,
    boxy: 0.62,
  });
  kit.mesh.ellipsoid(
    vec(0, 0.44, -0.06),
    vec(0.37, 0.28, 0.38),
    { ...kit.style, bias: -0.2, strand: [0, 0, 0.5] },
    14,
    10,
  );
  addHairlineCurls(kit, fringe === "full" ? 29 : 33, 24, 0.05);
}
