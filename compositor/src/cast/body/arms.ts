/** Sleeves with their cuffs, bare arms, wrists. Places along an arm are shares of its length, shoulder to wrist. */
import { type Rgb, smooth, vec } from "../kit/math";
import type { BoneWeights, MeshBuilder, VertexStyle } from "../kit/mesh-builder";
import type { Profile } from "../kit/profile";
import type { SkinColours } from "../palettes";
import { addTube, cloth, type Limb, lining, straight } from "./cloth";
import { addEpaulette } from "./epaulettes";
import { BONE_INDEX, blendBones, JOINTS, SIDES, type Side, sideSign } from "./skeleton";
import type { Cut, OutfitColours } from "./wardrobe";

/** Where the elbow lies. */
const ELBOW = 0.52;

function armBones(side: Side, t: number): BoneWeights {
  if (t < 0.14) return blendBones("chest", `${side}UpperArm`, t, 0.02, 0.1);
  return [BONE_INDEX[`${side}UpperArm`], BONE_INDEX[`${side}LowerArm`], smooth(ELBOW - 0.15, ELBOW + 0.15, t)];
}

interface Arm extends Limb {
  side: Side;
}

/** The arm at rest is straight. */
function armLimb(side: Side): Arm {
  const shoulder = JOINTS[`${side}UpperArm`];
  const way = JOINTS[`${side}Hand`].clone().sub(shoulder);
  const front = vec(0, 0, 1);
  return {
    side,
    // Inside the trunk the sleeve turns level, towards the other shoulder: its top leaves the cloth without a corner.
    centre: (t) =>
      t < 0
        ? shoulder.clone().add(vec(sideSign(side) * t * way.length(), t * 0.2, 0))
        : shoulder.clone().addScaledVector(way, t),
    across: [front.clone().cross(way).normalize(), front],
    bones: (t) => armBones(side, t),
  };
}

/** Flattens the top of a sleeve where it leaves the shoulder, so that no corner stands up beside the collar. */
const dropped =
  (side: Side, amount = 0.34) =>
  (t: number, angle: number): number =>
    1 - amount * Math.max(0, Math.cos(angle) * sideSign(side)) * smooth(0.3, 0, t);

const FITTED: Profile = [
  [-0.16, 0.03],
  [-0.09, 0.105],
  [0, 0.158],
  [0.07, 0.174],
  [0.16, 0.17],
  [0.3, 0.15],
  [0.5, 0.128],
  [0.62, 0.124],
  [0.8, 0.118],
  [1, 0.122],
];

const LOOSE: Profile = [
  [-0.16, 0.03],
  [-0.09, 0.115],
  [0, 0.172],
  [0.1, 0.195],
  [0.3, 0.185],
  [0.52, 0.17],
  [0.7, 0.168],
  [0.8, 0.162],
  [0.87, 0.11],
];

const COAT: Profile = [
  [-0.16, 0.03],
  [-0.09, 0.115],
  [0, 0.17],
  [0.1, 0.19],
  [0.3, 0.17],
  [0.55, 0.15],
  [0.9, 0.155],
];

const BELL: Profile = [
  [-0.16, 0.03],
  [-0.09, 0.105],
  [0, 0.16],
  [0.1, 0.172],
  [0.3, 0.152],
  [0.5, 0.14],
  [0.68, 0.175],
  [0.9, 0.275],
];

const SKIN: Profile = [
  [0.06, 0.125],
  [0.12, 0.13],
  [0.25, 0.112],
  [0.45, 0.088],
  [0.56, 0.09],
  [0.7, 0.088],
  [0.9, 0.068],
  [1.01, 0.064],
];

function addWrist(mesh: MeshBuilder, limb: Limb, skin: SkinColours, from: number): void {
  addTube(mesh, limb, {
    from,
    to: 1.01,
    radius: SKIN,
    segments: 3,
    style: () => ({ base: skin.base, shade: skin.shade }),
  });
}

type Ring = readonly [from: number, to: number, radius: number, colour: Rgb];

/** Rings of colour, one after the other; given `inside`, a dark funnel leads back into the sleeve. */
function addRings(mesh: MeshBuilder, limb: Limb, rings: readonly Ring[], inside?: Rgb): void {
  const add = (from: number, to: number, radius: Profile, style: VertexStyle, back = false) =>
    addTube(mesh, limb, { from, to, radius, segments: 1, sides: 14, style: () => style, inside: back });
  for (const [from, to, radius, colour] of rings) add(from, to, straight(from, radius, to), cloth(colour));
  const last = rings[rings.length - 1];
  if (!last || !inside) return;
  const [, end, radius] = last;
  add(end, end - 0.045, straight(end, radius - 0.002, end - 0.045, 0.06), lining(inside), true);
}

/** Knitted cuff: narrows the sleeve and hugs the wrist. */
function addRib(mesh: MeshBuilder, limb: Limb, from: number, colour: Rgb, stripe: Rgb): void {
  const radius: Profile = [
    [from, 0.105],
    [from + 0.02, 0.1],
    [from + 0.1, 0.088],
  ];
  for (const [a, b, shade] of [
    [0, 0.035, colour],
    [0.035, 0.06, stripe],
    [0.06, 0.1, colour],
  ] as const)
    addTube(mesh, limb, { from: from + a, to: from + b, radius, segments: 1, style: () => cloth(shade) });
}

type SleeveBuilder = (mesh: MeshBuilder, limb: Arm, outfit: OutfitColours, skin: SkinColours) => void;

function addSleeve(mesh: MeshBuilder, limb: Arm, radius: Profile, to: number, colour: Rgb, segments = 16): void {
  const style = (t: number) => ({ ...cloth(colour), bias: -0.03, outline: smooth(-0.04, 0.03, t) });
  addTube(mesh, limb, { from: -0.16, to, radius, segments, sides: 14, style, shape: dropped(limb.side) });
}

const band: SleeveBuilder = (mesh, limb, outfit, skin) => {
  addSleeve(mesh, limb, FITTED, 0.88, outfit.jacket);
  addRings(
    mesh,
    limb,
    [
      [0.835, 0.865, 0.132, outfit.trim],
      [0.865, 0.93, 0.14, outfit.lapel],
      [0.93, 0.955, 0.144, outfit.trim],
    ],
    outfit.lapel,
  );
  addWrist(mesh, limb, skin, 0.9);
};

const crop: SleeveBuilder = (mesh, limb, outfit, skin) => {
  addSleeve(mesh, limb, COAT, 0.84, outfit.jacket);
  addRings(
    mesh,
    limb,
    [
      [0.8, 0.9, 0.158, outfit.lapel],
      [0.9, 0.925, 0.162, outfit.accent],
    ],
    outfit.jacket,
  );
  addWrist(mesh, limb, skin, 0.85);
};

const street: SleeveBuilder = (mesh, limb, outfit, skin) => {
  addSleeve(mesh, limb, LOOSE, 0.87, outfit.jacket);
  addRib(mesh, limb, 0.855, outfit.lapel, outfit.lapel);
  addWrist(mesh, limb, skin, 0.9);
};

const bomber: SleeveBuilder = (mesh, limb, outfit, skin) => {
  addSleeve(mesh, limb, LOOSE, 0.87, outfit.lapel);
  addRib(mesh, limb, 0.855, outfit.jacket, outfit.trim);
  addWrist(mesh, limb, skin, 0.9);
};

const coat: SleeveBuilder = (mesh, limb, outfit, skin) => {
  addSleeve(mesh, limb, COAT, 0.84, outfit.jacket);
  addRings(
    mesh,
    limb,
    [
      [0.77, 0.905, 0.166, outfit.lapel],
      [0.905, 0.922, 0.17, outfit.trim],
    ],
    outfit.lapel,
  );
  addRings(mesh, limb, [[0.86, 0.965, 0.094, outfit.shirt]], outfit.lapel);
  addWrist(mesh, limb, skin, 0.94);
};

/** Wide sleeves that fall open over fitted ones: the arms stay covered when they are raised. */
const gown: SleeveBuilder = (mesh, limb, outfit, skin) => {
  const fall = (t: number) => 0.5 * smooth(0.5, 0.95, t);
  const style = (t: number) => ({
    ...cloth(outfit.jacket),
    sway: fall(t),
    bias: -0.03,
    outline: smooth(-0.04, 0.03, t),
  });
  const shape = dropped(limb.side);
  addTube(mesh, limb, { from: -0.16, to: 0.86, radius: BELL, segments: 17, sides: 14, style, shape });
  const trimmed = (t: number) => ({ ...cloth(outfit.trim), sway: fall(t) });
  addTube(mesh, limb, { from: 0.86, to: 0.9, radius: BELL, segments: 1, sides: 14, style: trimmed });
  const funnel: Profile = [
    [0.66, 0.09],
    [0.9, 0.27],
  ];
  const inner = (t: number) => ({ ...lining(outfit.lapel), sway: fall(t) });
  addTube(mesh, limb, { from: 0.9, to: 0.66, radius: funnel, segments: 2, sides: 14, style: inner, inside: true });
  const fitted: Profile = [
    [0.62, 0.098],
    [0.95, 0.084],
  ];
  addTube(mesh, limb, { from: 0.64, to: 0.93, radius: fitted, segments: 3, style: () => cloth(outfit.shirt) });
  addRings(mesh, limb, [[0.93, 0.965, 0.088, outfit.trim]], outfit.shirt);
  addWrist(mesh, limb, skin, 0.94);
};

/** A short winged cap on the shoulder, then bare arms with a band above the elbow and a wide one at the wrist. */
const vest: SleeveBuilder = (mesh, limb, outfit, skin) => {
  const bare = { base: skin.base, shade: skin.shade };
  addTube(mesh, limb, { from: 0.06, to: 1.01, radius: SKIN, segments: 17, style: () => bare });
  const wing: Profile = [
    [-0.16, 0.03],
    [-0.09, 0.105],
    [0, 0.165],
    [0.08, 0.18],
    [0.135, 0.19],
  ];
  const shape = dropped(limb.side, 0.28);
  const cap = (t: number) => ({ ...cloth(outfit.jacket), outline: smooth(-0.04, 0.03, t) });
  addTube(mesh, limb, { from: -0.16, to: 0.11, radius: wing, segments: 5, sides: 14, style: cap, shape });
  const edge = { radius: wing, segments: 1, sides: 14, shape };
  addTube(mesh, limb, { ...edge, from: 0.11, to: 0.135, style: () => cloth(outfit.trim) });
  const inner: Profile = [
    [0.05, 0.1],
    [0.135, 0.187],
  ];
  addTube(mesh, limb, {
    ...edge,
    radius: inner,
    from: 0.135,
    to: 0.05,
    style: () => lining(outfit.lapel),
    inside: true,
  });
  addRings(mesh, limb, [[0.27, 0.315, 0.114, outfit.trim]]);
  addRings(mesh, limb, [
    [0.8, 0.82, 0.088, outfit.trim],
    [0.82, 0.92, 0.09, outfit.lapel],
    [0.92, 0.94, 0.088, outfit.trim],
  ]);
};

const SLEEVES: Readonly<Record<Cut, SleeveBuilder>> = { band, crop, street, coat, bomber, vest, gown };

export function addArms(mesh: MeshBuilder, cut: Cut, outfit: OutfitColours, skin: SkinColours): void {
  for (const side of SIDES) {
    const limb = armLimb(side);
    SLEEVES[cut](mesh, limb, outfit, skin);
    if (cut === "band") addEpaulette(mesh, side, outfit);
  }
}
