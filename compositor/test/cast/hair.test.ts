/** Laws of every hairstyle: it covers the head without gaps, hangs together, and leaves the face free. */
import { describe, expect, it } from "vitest";
import { growHair, HAIR_STYLES } from "../../src/cast/hair";
import { addCombed, MEAN_FACE, onHead, sideHairline, toward, wholeHairline } from "../../src/cast/hair/scalp";
import { faceDepth, headSection } from "../../src/cast/head/surface";
import { MeshBuilder } from "../../src/cast/kit/mesh-builder";
import { CLOTH_COLOURS, HAIR_COLOURS, SKIN_COLOURS } from "../../src/cast/palettes";
import type { Fringe, HairStyle } from "../../src/cast/types";

const STYLES = (Object.keys(HAIR_STYLES) as HairStyle[]).filter((style) => style !== "bald");
const FRINGES: Fringe[] = ["none", "side", "full"];
const hair = HAIR_COLOURS.brown;
const skin = SKIN_COLOURS[4] as (typeof SKIN_COLOURS)[number];

interface Box {
  low: number[];
  high: number[];
}

function grown(style: HairStyle, fringe: Fringe) {
  const { mesh } = growHair(style, CLOTH_COLOURS.teal, { fringe, hairColours: hair, skin, detail: 0.5 });
  return { mesh, p: mesh.build().getAttribute("position").array as Float32Array };
}

/** Widest angle in degrees between a direction over crown, sides and back and the hair nearest to it. */
function widestGap(p: Float32Array): number {
  const rays: { x: number; y: number; z: number; best: number }[] = [];
  for (let elevation = 15; elevation <= 90; elevation += 15)
    for (let azimuth = 100; azimuth <= 260; azimuth += 20) {
      const { x, y, z } = toward([azimuth, elevation]);
      rays.push({ x, y, z, best: -1 });
    }
  for (let k = 0; k < p.length; k += 3) {
    const [x, y, z] = [p[k] as number, (p[k + 1] as number) - 0.06, (p[k + 2] as number) + 0.035];
    const length = Math.hypot(x, y, z);
    for (const ray of rays) ray.best = Math.max(ray.best, (x * ray.x + y * ray.y + z * ray.z) / length);
  }
  return Math.max(...rays.map((ray) => (Math.acos(Math.min(1, ray.best)) * 180) / Math.PI));
}

/** Parts that no chain of touching boxes joins to the first one. */
function looseParts(boxes: Box[]): number {
  const joined = new Set([0]);
  const open = [0];
  const touching = (a: Box, b: Box) =>
    [0, 1, 2].every(
      (k) => (a.low[k] as number) <= (b.high[k] as number) && (b.low[k] as number) <= (a.high[k] as number),
    );
  while (open.length) {
    const box = boxes[open.pop() as number] as Box;
    boxes.forEach((other, k) => {
      if (joined.has(k) || !touching(box, other)) return;
      joined.add(k);
      open.push(k);
    });
  }
  return boxes.length - joined.size;
}

function boxesOf(mesh: MeshBuilder, p: Float32Array): Box[] {
  return mesh.parts.map((part) => {
    const box: Box = { low: [9, 9, 9], high: [-9, -9, -9] };
    for (let k = part.firstVertex * 3; k < (part.firstVertex + part.vertices) * 3; k++) {
      const axis = k % 3;
      box.low[axis] = Math.min(box.low[axis] as number, p[k] as number);
      box.high[axis] = Math.max(box.high[axis] as number, p[k] as number);
    }
    return box;
  });
}

describe.each(STYLES)("hair style %s", (style) => {
  it.each(FRINGES)("covers crown and back, hangs together and leaves nose and mouth free with fringe %s", (fringe) => {
    const { mesh, p } = grown(style, fringe);
    expect(widestGap(p), "degrees of bare head").toBeLessThan(14);
    expect(looseParts(boxesOf(mesh, p)), "floating parts").toBe(0);
    let before = 0;
    for (let k = 0; k < p.length; k += 3) {
      const [x, y, z] = [p[k] as number, p[k + 1] as number, p[k + 2] as number];
      if (Math.abs(x) < 0.18 && y > -0.4 && y < -0.18 && z > faceDepth(x, y, MEAN_FACE)) before++;
    }
    expect(before, "vertices before nose and mouth").toBe(0);
  });
});

describe("the combed surface", () => {
  it("starts on the head along its hairline, the same on both sides", () => {
    const edge = wholeHairline();
    for (let k = 0; k <= 20; k++) {
      const [left, right] = [edge.at(0.5 + k / 40), edge.at(0.5 - k / 40)];
      expect(left.x).toBeCloseTo(-right.x, 1);
      expect(left.y).toBeCloseTo(right.y, 1);
    }
    expect(edge.at(0.5).y).toBeGreaterThan(0.3);
    expect(edge.at(0).y).toBeLessThan(-0.5);
  });

  it("lies on the real head at ears and nape, where the head is narrower than the skull's ellipsoid", () => {
    for (const azimuth of [110, 150, 180]) {
      const p = onHead([azimuth, -35], 0);
      const s = headSection(p.y, MEAN_FACE);
      const share = Math.abs(p.x / s.halfWidth) ** s.exponent + Math.abs((p.z - s.centreZ) / s.depth) ** s.exponent;
      expect(share).toBeCloseTo(1, 1);
    }
  });

  it("fades into the skin at its edge and is the hair's colour above", () => {
    const mesh = new MeshBuilder();
    addCombed(mesh, hair, skin, { edge: sideHairline(1), pole: [110, 40], lift: 0.04, skinShare: 0.5 });
    const colours = mesh.build().getAttribute("aBase");
    const reds = Array.from({ length: colours.count }, (_, k) => colours.getX(k));
    expect(Math.min(...reds)).toBeCloseTo(hair.base[0], 2);
    expect(Math.max(...reds)).toBeCloseTo((hair.base[0] + skin.base[0]) / 2, 1);
  });
});
