/** Shoes and boots: they stand on y = 0 with a flat sole. */
import { lerp, type Rgb, signedPower, smooth, vec } from "../kit/math";
import type { MeshBuilder } from "../kit/mesh-builder";
import { type Profile, readProfile } from "../kit/profile";
import { addTube, cloth, type Limb } from "./cloth";
import { rigid, type Side, sideSign } from "./skeleton";
import type { OutfitColours } from "./wardrobe";

/** z, half width, height of the upper. */
type Last = Profile;

const BOOT: Last = [
  [-0.2, 0.03, 0.2],
  [-0.17, 0.09, 0.3],
  [-0.06, 0.115, 0.34],
  [0.08, 0.12, 0.29],
  [0.22, 0.13, 0.2],
  [0.34, 0.118, 0.16],
  [0.41, 0.075, 0.12],
  [0.43, 0.02, 0.07],
];

const SNEAKER: Last = [
  [-0.22, 0.04, 0.22],
  [-0.19, 0.11, 0.32],
  [-0.06, 0.135, 0.34],
  [0.08, 0.145, 0.29],
  [0.22, 0.16, 0.22],
  [0.36, 0.145, 0.19],
  [0.43, 0.09, 0.15],
  [0.455, 0.02, 0.08],
];

interface Shoe {
  last: Last;
  /** Thickness of the sole and how far it stands out. */
  sole: number;
  welt: number;
}

const SHOES = {
  boot: { last: BOOT, sole: 0.055, welt: 0.008 },
  sneaker: { last: SNEAKER, sole: 0.1, welt: 0.018 },
} as const satisfies Record<string, Shoe>;

/** One surface along the foot, flat below; `heights` gives its lower and upper edge. */
function addLoft(
  mesh: MeshBuilder,
  side: Side,
  { last, colour, welt, boxy }: { last: Last; colour: Rgb; welt: number; boxy: number },
  heights: (height: number) => readonly [bottom: number, top: number],
): void {
  const s = sideSign(side);
  const [heel, toe] = [last[0]?.[0] ?? 0, last[last.length - 1]?.[0] ?? 0];
  mesh.grid(
    14,
    10,
    (u, v) => {
      // Rings lie closer at heel and toe, which are round; the outermost ones shrink to a point.
      const z = lerp(heel, toe, 0.5 - 0.5 * Math.cos(Math.PI * v));
      const end = v > 0 && v < 1 ? 1 : 0;
      const [width = 0, height = 0] = readProfile(last, z);
      const [bottom, top] = heights(height);
      const angle = u * Math.PI * 2;
      const rise = signedPower(Math.max(0, Math.sin(angle)), boxy) * end + (1 - end) * 0.4;
      const y = lerp(bottom, top, rise);
      const narrow = 1 - 0.3 * smooth(bottom + 0.08, 0.34, y);
      const x = (width + welt) * signedPower(Math.cos(angle), 0.7) * narrow * end;
      const along = z + welt * Math.sign(z) * smooth(0.1, 0.3, Math.abs(z));
      const position = vec((0.185 + 0.02 * smooth(0, 0.4, z)) * s + x, y, along);
      return { ...cloth(colour), position, bones: rigid(`${side}Foot`) };
    },
    { closed: true },
  );
}

export function addShoe(mesh: MeshBuilder, side: Side, kind: keyof typeof SHOES, outfit: OutfitColours): void {
  const { last, sole, welt } = SHOES[kind];
  const upper = { last, colour: outfit.shoe, welt: 0, boxy: 0.85 };
  addLoft(mesh, side, upper, (height) => [sole * 0.7, Math.max(height, sole)]);
  addLoft(mesh, side, { last, colour: outfit.sole, welt, boxy: 0.35 }, () => [0, sole]);
}

const SHAFT: Profile = [
  [0.6, 0.172],
  [0.64, 0.162],
  [0.75, 0.14],
  [0.92, 0.112],
  [1, 0.112],
];

export function addBootShaft(mesh: MeshBuilder, side: Side, limb: Limb, outfit: OutfitColours): void {
  const stiff = { ...limb, bones: () => rigid(`${side}LowerLeg`) };
  for (const [from, to, colour, segments] of [
    [0.6, 0.64, outfit.trim, 1],
    [0.64, 1, outfit.shoe, 6],
  ] as const)
    addTube(mesh, stiff, { from, to, radius: SHAFT, segments, style: () => cloth(colour) });
}
