/** A dastar: layers of pleated cloth that rise to a peak over the forehead. */
import { scalpPoint } from "../head/surface";
import { DEGREE, lerp, smooth } from "../kit/math";
import { readCurve } from "../kit/profile";
import { addDome, cloth, shades } from "./cloth";
import { type HairKit, hatRim } from "./kit";
import { NATURAL } from "./scalp";
import { blendToSkull } from "./shading";

/** Lower edge in degrees of elevation by distance from the middle of the forehead: a pointed arch. */
const EDGE = [
  [0, 37],
  [16, 29],
  [36, 21],
  [60, 9],
  [84, -5],
  [105, -12],
  [140, -20],
  [180, -24],
];
const LAYERS = 7;
/** Rows of one layer: place within it, and how far it stands out there. */
const STEPS = [
  [0.0, 0.0],
  [0.04, 1.0],
  [0.5, 0.62],
  [0.96, 0.1],
] as const;

export function turban(kit: HairKit): void {
  kit.growUnder(() =>
    kit.cap(0, { ...NATURAL, nape: -43 }, { lift: 0.012, poleLift: 0.012, skinShare: 0.5, fade: 0.3 }),
  );
  kit.lift = 0;
  const style = cloth(kit);
  // The band underneath shows as a small triangle over the forehead.
  const band = { ...style, ...shades(kit.colours.shade, kit.colours.shade, 0.82) };
  addDome(kit, { rim: hatRim(28, 22, 10), lift: 0.03 }, band);
  const rows = LAYERS * STEPS.length;
  kit.mesh.grid(
    kit.mesh.detail > 0.6 ? 60 : 40,
    rows,
    (u, v) => {
      const azimuth = u * 360 - 180;
      const a = Math.abs(azimuth);
      const k = Math.round((1 - v) * rows);
      const layer = Math.min(LAYERS, Math.floor(k / STEPS.length));
      const [within, out] = STEPS[k % STEPS.length] ?? [0, 0];
      const up = Math.min(1, (layer + within) / LAYERS);
      const elevation = lerp(readCurve(EDGE, a), 90, up ** 1.12);
      const open = 1 - smooth(0.7, 1, up);
      const body = 0.085 + 0.075 * Math.sin(Math.PI * Math.min(1, up * 0.62 + 0.16)) + 0.035 * smooth(60, 0, a) * open;
      const lift = k === 0 ? 0.035 : body + 0.03 * out * open;
      const position = scalpPoint(azimuth * DEGREE, elevation * DEGREE, lift);
      position.y += 0.05 * smooth(0.35, 1, up);
      return {
        ...style,
        position,
        bias: (-0.16 * (1 - out) + 0.04) * open - (k === 0 ? 0.25 : 0),
        outline: 0.85,
        editNormal: (n) => blendToSkull(n, position, 0.3),
      };
    },
    { closed: true, flip: true, exact: true },
  );
}
