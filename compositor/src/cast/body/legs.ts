/** Trousers, shorts, socks and bare legs with their shoes. Places along a leg are shares of its length, hip to ankle. */
import type { Vector3 } from "three";
import { lerp, type Rgb, smooth, vec } from "../kit/math";
import type { MeshBuilder, VertexStyle } from "../kit/mesh-builder";
import { type Profile, readCurve } from "../kit/profile";
import type { SkinColours } from "../palettes";
import { addTube, cloth, type Limb, lining, straight } from "./cloth";
import { addBootShaft, addShoe } from "./shoes";
import { blendBones, JOINTS, SIDES, type Side, sideSign } from "./skeleton";
import type { Bottom, OutfitColours } from "./wardrobe";

const BARE: Profile = [
  [0, 0.215],
  [0.1, 0.215],
  [0.3, 0.18],
  [0.5, 0.135],
  [0.62, 0.142],
  [0.75, 0.125],
  [0.95, 0.085],
  [1, 0.085],
];

const SLIM: Profile = [
  [0, 0.218],
  [0.1, 0.222],
  [0.3, 0.19],
  [0.5, 0.148],
  [0.62, 0.15],
  [0.8, 0.13],
  [1, 0.12],
];

const WIDE: Profile = [
  [0, 0.222],
  [0.12, 0.235],
  [0.4, 0.232],
  [0.7, 0.265],
  [1.07, 0.315],
];

const JOGGERS: Profile = [
  [0, 0.222],
  [0.12, 0.25],
  [0.4, 0.235],
  [0.7, 0.222],
  [0.84, 0.205],
  [0.915, 0.12],
];

const SHORTS: Profile = [
  [0, 0.222],
  [0.12, 0.245],
  [0.42, 0.275],
];

const HAREM: Profile = [
  [0, 0.226],
  [0.15, 0.28],
  [0.45, 0.31],
  [0.72, 0.29],
  [0.86, 0.23],
  [0.93, 0.115],
];

/** Wide legs stand apart, so that they do not cut into each other. */
function legLimb(side: Side, radius: Profile = BARE): Limb {
  const hip = JOINTS[`${side}UpperLeg`];
  const knee = JOINTS[`${side}LowerLeg`];
  const ankle = JOINTS[`${side}Foot`];
  const centre = (t: number): Vector3 => {
    const p = t < 0.5 ? hip.clone().lerp(knee, t * 2) : knee.clone().lerp(ankle, t * 2 - 1);
    const spare = Math.max(0, readCurve(radius, t) - 0.2) * smooth(0, 0.3, t);
    p.x += sideSign(side) * 0.75 * spare;
    return p;
  };
  return {
    centre,
    across: [vec(1, 0, 0), vec(0, 0, 1)],
    bones: (t) => blendBones(`${side}UpperLeg`, `${side}LowerLeg`, t, 0.5, 0.07),
  };
}

/** Ink begins below the seat, so that legs and seat look like one piece of cloth. */
const belowSeat = (style: VertexStyle) => (t: number) => ({ ...style, outline: smooth(0.04, 0.12, t) });

/** Legs and seat share their shading where they meet. */
export function likeSeat(normal: Vector3, p: Vector3): Vector3 {
  const seat = vec(p.x / 0.41, 0, p.z / 0.28).normalize();
  return normal.lerp(seat, 0.85 * smooth(2.5, 2.85, p.y)).normalize();
}

function addTrousers(mesh: MeshBuilder, limb: Limb, radius: Profile, to: number, colour: Rgb, segments = 18): void {
  const style = belowSeat(cloth(colour));
  addTube(mesh, limb, { from: 0, to, radius, segments, sides: 14, style, editNormal: likeSeat });
}

/** The opening of a wide hem, dark from below. */
function addOpening(mesh: MeshBuilder, limb: Limb, at: number, radius: number, colour: Rgb): void {
  const closed = straight(at, radius - 0.004, at + 0.004, 0.05);
  addTube(mesh, limb, {
    from: at,
    to: at + 0.004,
    radius: closed,
    segments: 1,
    sides: 14,
    style: () => lining(colour),
  });
}

/** A line of colour down the outer side of a leg. */
function addStripe(
  mesh: MeshBuilder,
  side: Side,
  limb: Limb,
  radius: Profile,
  to: number,
  colour: Rgb,
  swell = 1,
): void {
  const s = sideSign(side);
  mesh.grid(
    2,
    12,
    (u, v) => {
      const t = lerp(0.05, to, v);
      const angle = (s > 0 ? 0 : Math.PI) - (u - 0.5) * 0.6 * smooth(0.06, 0.2, t) + 0.45 * s;
      const r = readCurve(radius, t) * swell + 0.012;
      const position = limb.centre(t).add(vec(r * Math.cos(angle), 0, r * Math.sin(angle)));
      return { ...cloth(colour), position, bones: limb.bones(t), outline: 0 };
    },
    { flip: true },
  );
}

/** Folds around a wide leg: its radius swells and its valleys darken, more the wider it is. */
const folds =
  (count: number, depth: number, from: number, to: number) =>
  (t: number, angle: number): number =>
    depth * smooth(from, to, t) * Math.cos(angle * count);

type LegBuilder = (mesh: MeshBuilder, side: Side, outfit: OutfitColours, skin: SkinColours) => void;

const slim: LegBuilder = (mesh, side, outfit) => {
  const limb = legLimb(side);
  addTrousers(mesh, limb, SLIM, 0.7, outfit.bottom, 14);
  addBootShaft(mesh, side, limb, outfit);
  addShoe(mesh, side, "boot", outfit);
};

const skirt: LegBuilder = (mesh, side, outfit, skin) => {
  const limb = legLimb(side);
  for (const [from, to, segments, style] of [
    [0.12, 0.32, 4, { base: skin.base, shade: skin.shade }],
    [0.32, 0.345, 1, cloth(outfit.trim)],
    [0.345, 0.7, 8, cloth(outfit.sock)],
  ] as const)
    addTube(mesh, limb, { from, to, segments, radius: BARE, style: () => style });
  addBootShaft(mesh, side, limb, outfit);
  addShoe(mesh, side, "boot", outfit);
};

const wide: LegBuilder = (mesh, side, outfit) => {
  const limb = legLimb(side, WIDE);
  const drape = folds(5, 0.055, 0.3, 1);
  const loose = (t: number, angle: number) => ({
    ...belowSeat(cloth(outfit.bottom))(t),
    sway: 0.25 * smooth(0.55, 1.07, t),
    bias: 1.6 * Math.min(0, drape(t, angle)),
  });
  const shape = (t: number, angle: number) => 1 + drape(t, angle);
  addTube(mesh, limb, {
    from: 0,
    to: 1.06,
    radius: WIDE,
    segments: 18,
    sides: 20,
    style: loose,
    shape,
    editNormal: likeSeat,
  });
  addOpening(mesh, limb, 1.06, 0.31, outfit.bottom);
  addStripe(mesh, side, limb, WIDE, 1.05, outfit.accent, 1.05);
  addShoe(mesh, side, "sneaker", outfit);
};

const joggers: LegBuilder = (mesh, side, outfit) => {
  const limb = legLimb(side, JOGGERS);
  addTrousers(mesh, limb, JOGGERS, 0.91, outfit.bottom);
  addStripe(mesh, side, limb, JOGGERS, 0.88, outfit.jacket);
  const shin = legLimb(side);
  const cuff = straight(0.89, 0.118, 0.98, 0.108);
  addTube(mesh, shin, { from: 0.89, to: 0.98, radius: cuff, segments: 2, style: () => cloth(outfit.bottom) });
  addShoe(mesh, side, "sneaker", outfit);
};

const shorts: LegBuilder = (mesh, side, outfit, skin) => {
  const limb = legLimb(side, SHORTS);
  addTrousers(mesh, limb, SHORTS, 0.36, outfit.bottom, 8);
  addTube(mesh, limb, {
    from: 0.36,
    to: 0.385,
    radius: SHORTS,
    segments: 1,
    sides: 14,
    style: () => cloth(outfit.trim),
  });
  addOpening(mesh, limb, 0.385, 0.265, outfit.bottom);
  const leg = legLimb(side);
  for (const [from, to, segments, style] of [
    [0.34, 0.6, 6, { base: skin.base, shade: skin.shade }],
    [0.6, 0.63, 1, cloth(outfit.accent)],
    [0.63, 0.66, 1, cloth(outfit.sock)],
    [0.66, 0.69, 1, cloth(outfit.accent)],
    [0.69, 0.98, 5, cloth(outfit.sock)],
  ] as const)
    addTube(mesh, leg, { from, to, segments, radius: from < 0.6 ? BARE : SOCK, style: () => style });
  addShoe(mesh, side, "sneaker", outfit);
};

const SOCK: Profile = BARE.map(([t = 0, r = 0]) => [t, r + 0.008]);

const harem: LegBuilder = (mesh, side, outfit) => {
  const limb = legLimb(side, HAREM);
  const drape = folds(6, 0.05, 0.1, 0.45);
  const style = (t: number, angle: number) => ({
    ...belowSeat(cloth(outfit.bottom))(t),
    sway: 0.3 * smooth(0.2, 0.5, t) * smooth(0.93, 0.7, t),
    bias: 2 * Math.min(0, drape(t, angle)),
  });
  const shape = (t: number, angle: number) => 1 + drape(t, angle);
  addTube(mesh, limb, {
    from: 0,
    to: 0.92,
    radius: HAREM,
    segments: 18,
    sides: 24,
    style,
    shape,
    editNormal: likeSeat,
  });
  const shin = legLimb(side);
  const cuff = straight(0.9, 0.122, 0.97, 0.112);
  addTube(mesh, shin, { from: 0.9, to: 0.97, radius: cuff, segments: 2, style: () => cloth(outfit.trim) });
  addShoe(mesh, side, "boot", outfit);
};

/** What a long hem leaves to be seen, and no more: knees would come through the cloth in a crouch. */
const ankles: LegBuilder = (mesh, side, outfit) => {
  const style = cloth(outfit.sock);
  addTube(mesh, legLimb(side), { from: 0.84, to: 1, radius: SLIM, segments: 2, style: () => style });
  addShoe(mesh, side, "boot", outfit);
};

const LEGS: Readonly<Record<Bottom, LegBuilder>> = {
  slim,
  skirt,
  wide,
  joggers,
  shorts,
  harem,
  ankles,
};

export function addLegs(mesh: MeshBuilder, bottom: Bottom, outfit: OutfitColours, skin: SkinColours): void {
  for (const side of SIDES) LEGS[bottom](mesh, side, outfit, skin);
}
