/** A tied headwrap: bands crossing over the forehead, the cloth gathered into a tall crown with a knot. */
import { smooth, vec } from "../kit/math";
import type { VertexStyle } from "../kit/mesh-builder";
import { readProfile } from "../kit/profile";
import { addDome, cloth, TRIM } from "./cloth";
import { addBun } from "./combed";
import { type HairKit, hatRim } from "./kit";
import { NATURAL, onHead, toward } from "./scalp";

/** Share of the height, half width, half depth, height over the skull's centre of the gathered crown. */
const CROWN = [
  [0, 0.42, 0.42, 0.26],
  [0.3, 0.455, 0.445, 0.4],
  [0.55, 0.45, 0.43, 0.52],
  [0.8, 0.37, 0.345, 0.625],
  [0.93, 0.21, 0.19, 0.665],
  [1, 0.02, 0.02, 0.67],
];

export function headwrap(kit: HairKit): void {
  kit.growUnder(() => kit.cap(0, NATURAL, { lift: 0.012, poleLift: 0.012, skinShare: 0.5, fade: 0.3 }));
  kit.lift = 0;
  const style = cloth(kit);
  addDome(kit, { rim: hatRim(26, 12, -26), lift: 0.05 }, style);
  kit.mesh.grid(
    80,
    22,
    (u, v) => {
      const angle = (u * 2 - 1) * Math.PI;
      const up = 1 - v;
      const [wide = 0, deep = 0, y = 0] = readProfile(CROWN, up);
      // Wrapped layers wind up to the left in soft rolls.
      const shingle = Math.sin(angle * 2 - up * 15) * smooth(0.02, 0.2, up) * smooth(1, 0.86, up);
      const position = vec(
        Math.sin(angle) * (wide + 0.026 * shingle),
        y + 0.02 * shingle + 0.06 * Math.cos(angle) * smooth(0.2, 0.6, up),
        Math.cos(angle) * (deep + 0.026 * shingle) - 0.07 - 0.1 * up,
      );
      return { ...style, position, bias: 0.13 * shingle };
    },
    { closed: true, flip: true },
  );
  addBands(kit, style);
  addBackKnot(kit, style);
  addKnot(kit);
}

/** Folded bands from the nape over the ears, crossing over the forehead. */
function addBands(kit: HairKit, style: VertexStyle): void {
  for (const s of [1, -1])
    for (let k = 0; k < 3; k++)
      kit.clump(
        [
          onHead([s * 176, -20 + 13 * k], 0.045),
          onHead([s * 112, -2 + 11 * k], 0.066),
          onHead([s * 70, 13 + 11 * k], 0.07),
          onHead([s * 30, 27 + 8 * k], 0.074 + 0.006 * k),
          onHead([s * -6, 38 + 8 * k], 0.076 + 0.006 * k),
          onHead([s * -26, 48 + 7 * k], 0.05),
        ],
        0.085,
        {
          thickness: 0.42,
          bulge: 0.4,
          root: 0.6,
          tip: 0.6,
          segments: 15,
          round: 0.2,
          colours: k === 0 ? { ...style, ...TRIM } : style,
          free: 0,
        },
      );
}

/** Where the bands meet at the nape. */
function addBackKnot(kit: HairKit, style: VertexStyle): void {
  const centre = onHead([180, -16], 0.08);
  kit.mesh.ellipsoid(centre, vec(0.1, 0.085, 0.06), style, 12, 8);
  for (const s of [1, -1])
    kit.clump(
      [centre.clone(), centre.clone().add(vec(s * 0.06, -0.1, -0.03)), centre.clone().add(vec(s * 0.1, -0.24, -0.03))],
      0.075,
      { thickness: 0.3, tip: 0.6, segments: 8, colours: style, up: () => vec(0, 0, -1) },
    );
}

/** The cloth's end, rolled into a rosette over the forehead. */
function addKnot(kit: HairKit): void {
  addBun(kit, onHead([12, 45], 0.15), toward([8, 34]), 1);
}
