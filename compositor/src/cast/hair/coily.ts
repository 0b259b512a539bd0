/** Coily hair: spheres with a drawn spiral, set on an egg around the head. */

import { scalpPoint } from "../head/surface";
import { DEGREE, lerp, smooth, vec } from "../kit/math";
import type { Fringe } from "../types";
import { blendToSkull, frontElevation, type HairKit, hairline } from "./kit";

interface Cloud {
  centre: readonly [number, number, number];
  radius: readonly [number, number, number];
  curls: number;
  size: readonly [number, number];
  /** No curls below this y. */
  lowest: number;
  /** Upper end of the opening for the face. */
  forehead: number;
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
    const p = direction
      .clone()
      .multiply(vec(rx, ry, rz))
      .add(centre);
    if (p.z > 0.05 && p.y < cloud.forehead && Math.abs(p.x) < 0.4 - 0.1 * smooth(0.1, 0.3, p.y)) continue;
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
  kit.cap(hairline(38, 14, -38), 0.05);
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
  kit.cap(hairline(34, 12, -36), 0.03);
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

/** Loose curls to the jaw: a close crown and a wide rim. */
export function curlyBob(kit: HairKit, fringe: Fringe): void {
  kit.cap(hairline(frontElevation(fringe), 10, -40), 0.045);
  const size = [0.075, 0.11] as const;
  addCloud(kit, { centre: [0, 0.1, -0.06], radius: [0.48, 0.5, 0.48], curls: 130, size, lowest: -0.1, forehead: 0.25 });
  addCloud(kit, {
    centre: [0, -0.14, -0.1],
    radius: [0.56, 0.4, 0.48],
    curls: 110,
    size,
    lowest: -0.48,
    forehead: 0.3,
  });
  const low = fringe === "full" ? 20 : fringe === "side" ? 26 : 31;
  addHairlineCurls(kit, low, 8, fringe === "full" ? 0.07 : 0.055);
}
