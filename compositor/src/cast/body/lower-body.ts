/** What is worn below the waist: legs, seat, skirt, belt, coat tails, sash. */
import type { Vector3 } from "three";
import { lerp, type Rgb, smooth, vec } from "../kit/math";
import { MeshBuilder } from "../kit/mesh-builder";
import type { SkinColours } from "../palettes";
import { cloth } from "./cloth";
import { addLegs, likeSeat } from "./legs";
import { rigid } from "./skeleton";
import { addChain, addCoatTails, addPleatedSkirt, addSash } from "./skirts";
import { torsoPoint } from "./torso";
import type { Bottom, OutfitDefinition } from "./wardrobe";

/** Joins the legs below the waist; its ink fades out where the legs begin. */
function addSeat(mesh: MeshBuilder, colour: Rgb, drop: number): void {
  const [top, bottom] = [3.22, 2.72 - drop];
  mesh.grid(
    24,
    8,
    (u, v) => {
      const y = lerp(top, bottom, v);
      const p = torsoPoint(u * Math.PI * 2, Math.max(2.95, y), 0.012);
      const k = Math.sqrt(Math.max(0.002, 1 - smooth(0.35, 1, v) ** 2));
      return {
        ...cloth(colour),
        position: vec(p.x * (0.25 + 0.75 * k), y, p.z * (0.3 + 0.7 * k)),
        editNormal: (n: Vector3) => likeSeat(n, vec(p.x, y, p.z)),
        outline: 1 - smooth(0.35, 0.6, v),
        bones: rigid("hips"),
      };
    },
    { closed: true, flip: true },
  );
}

interface Belt {
  y: number;
  height: number;
  above: number;
  colour: Rgb;
  buckle?: Rgb;
}

function addBelt(mesh: MeshBuilder, { y, height, above, colour, buckle }: Belt): void {
  mesh.grid(
    32,
    2,
    (u, v) => {
      const position = torsoPoint(u * Math.PI * 2, y, above + 0.012 * Math.sin(Math.PI * v));
      position.y = y + height * (0.5 - v);
      return { ...cloth(colour), position, bones: rigid("hips") };
    },
    { closed: true, flip: true },
  );
  if (!buckle) return;
  const front = torsoPoint(0, y, above + 0.02);
  mesh.ellipsoid(front, vec(0.075, height * 0.62, 0.02), { ...cloth(buckle), bones: rigid("hips") }, 12, 6);
}

const SEAT_DROP: Partial<Record<Bottom, number>> = {
  harem: 0.2,
  joggers: 0.06,
  shorts: 0.05,
  wide: 0.06,
};

export function buildLowerBody({ cut, bottom, colours }: OutfitDefinition, skin: SkinColours, detail = 1): MeshBuilder {
  const mesh = new MeshBuilder(detail);
  addLegs(mesh, bottom, colours, skin);
  if (bottom === "skirt") addPleatedSkirt(mesh, cut === "band" ? colours.trim : colours.accent, colours);
  else if (bottom !== "ankles") addSeat(mesh, colours.bottom, SEAT_DROP[bottom] ?? 0);
  if (cut === "band") addBelt(mesh, { y: 3.188, height: 0.095, above: 0.022, colour: colours.trim });
  if (cut === "crop") addChain(mesh, colours.trim);
  if (cut === "crop")
    addBelt(mesh, { y: 3.19, height: 0.1, above: 0.02, colour: colours.bottom, buckle: colours.trim });
  if (cut === "coat") addCoatTails(mesh, colours);
  if (cut === "vest") addSash(mesh, colours);
  return mesh;
}
