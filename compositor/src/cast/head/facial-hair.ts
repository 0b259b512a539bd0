/** Facial hair that has volume: full beard, goatee and moustache. Stubble is painted (drawings/face-paint.ts). */
import type { Vector3 } from "three";
import { rigid } from "../body/skeleton";
import { DEGREE, lerp, mixRgb, signedPower, smooth, vec } from "../kit/math";
import type { MeshBuilder, VertexStyle } from "../kit/mesh-builder";
import { type Profile, readCurve } from "../kit/profile";
import type { HairColours } from "../palettes";
import type { FaceProportions, FacialHair } from "../types";
import { drawnHeight, faceDepth, faceNormal, facePoint, headSection } from "./surface";

/** A beard's outline on the mean face, by the angle from the front in degrees. */
interface BeardShape {
  upper: Profile;
  /** Half of the angle that it covers. */
  reach: number;
  /** Thickness at the chin, and how far it hangs below the chin, head units. */
  chin: number;
  hang: number;
  /** Locks across at full detail. */
  locks: number;
}

const FULL: BeardShape = {
  // Below the lip, beside the mouth, cheek, sideburn.
  upper: [
    [0, -0.412],
    [12, -0.406],
    [19, -0.35],
    [26, -0.292],
    [40, -0.286],
    [58, -0.25],
    [74, -0.17],
    [86, -0.06],
    [98, 0.0],
  ],
  reach: 98,
  chin: 0.046,
  hang: 0.036,
  locks: 22,
};

const GOATEE: BeardShape = {
  upper: [
    [0, -0.41],
    [12, -0.408],
    [20, -0.4],
    [30, -0.4],
  ],
  reach: 30,
  chin: 0.04,
  hang: 0.05,
  locks: 10,
};

export function addFacialHair(mesh: MeshBuilder, kind: FacialHair, hair: HairColours, face: FaceProportions): void {
  if (kind === "full") addBeard(mesh, FULL, hair, face);
  if (kind === "goatee") {
    addBeard(mesh, GOATEE, hair, face);
    addSides(mesh, hair, face);
  }
  if (kind === "full" || kind === "goatee" || kind === "moustache") addMoustache(mesh, hair, face);
}

const beardStyle = (hair: HairColours): VertexStyle => ({
  base: mixRgb(hair.base, hair.shade, 0.2),
  shade: hair.shade,
  bones: rigid("head"),
  bias: -0.02,
});

/** A shell around the jaw that is thin at its upper edge and ends in the points of locks below. */
function addBeard(mesh: MeshBuilder, shape: BeardShape, hair: HairColours, face: FaceProportions): void {
  const locks = mesh.count(shape.locks, 4);
  const style = beardStyle(hair);
  mesh.grid(
    locks * 2,
    mesh.count(9, 5),
    (u, v) => {
      const degrees = lerp(-shape.reach, shape.reach, u);
      const side = Math.abs(degrees) / shape.reach;
      const between = Math.round(u * locks * 2) % 2 === 0;
      const lock = Math.floor(u * locks * 0.9999);
      const tuft = (between ? 0 : 1) * (0.6 + 0.4 * Math.sin(lock * 2.4));
      const top = readCurve(shape.upper, Math.abs(degrees)) + 0.012 * tuft * smooth(0.15, 0.4, side);
      const meanY = lerp(top, -0.484, v);
      const y = drawnHeight(meanY, face);
      const s = headSection(y, face);
      const k = 2 / s.exponent;
      const x = s.halfWidth * signedPower(Math.sin(degrees * DEGREE), k);
      const z = s.centreZ + s.depth * signedPower(Math.cos(degrees * DEGREE), k);
      const front = z > 0.05 ? Math.max(z, faceDepth(x, y, face)) : z;
      const below = smooth(0.3, 1, v);
      const edge = Math.min(smooth(0, 0.3, v), smooth(1, 0.9, side));
      const thick = 0.005 + (0.014 + (shape.chin - 0.014) * below * smooth(0.75, 0.1, side)) * edge;
      const hang = below * below * (shape.hang * smooth(0.6, 0.05, side) + 0.016 * tuft * smooth(1, 0.8, side));
      const position = vec(x * (1 + thick * 1.3), y - hang, front + thick * Math.cos(degrees * DEGREE));
      return {
        ...style,
        position,
        editNormal: (n) => faceNormal(position, n),
        strand: [0.15 + 0.35 * v, between ? 0.9 : 0.1, 0.37],
        outline: v > 0.7 ? 0.9 : 0,
      };
    },
    { flip: true, exact: true },
  );
}

/** One lens-shaped lock that lies on the face along `path`. */
function addLock(
  mesh: MeshBuilder,
  path: readonly Vector3[],
  half: (t: number) => number,
  hair: HairColours,
  random: number,
): void {
  const style = beardStyle(hair);
  mesh.sweep(path, {
    segments: 9,
    sides: 6,
    up: () => vec(0, 0, 1),
    radius: (t) => [half(t), Math.min(0.016, half(t) * 0.75)],
    editNormal: (n, p) => faceNormal(p, n).lerp(n, 0.25).normalize(),
    style: (t, across) => ({ ...style, strand: [0.2 + 0.3 * t, across, random], outline: 0.7 }),
  });
}

function addMoustache(mesh: MeshBuilder, hair: HairColours, face: FaceProportions): void {
  const wide = 1 + 0.12 * face.lips;
  for (const s of [1, -1])
    addLock(
      mesh,
      (
        [
          [0.002, -0.27],
          [0.036, -0.265],
          [0.078, -0.281],
          [0.112, -0.32],
        ] as const
      ).map(([x, y]) => facePoint(s * x * wide, drawnHeight(y, face), face, 0.009)),
      (t) => 0.003 + 0.0175 * Math.sin(Math.PI * (0.22 + 0.78 * t)) ** 0.8,
      hair,
      s > 0 ? 0.3 : 0.7,
    );
}

/** Joins moustache and goatee around the mouth. */
function addSides(mesh: MeshBuilder, hair: HairColours, face: FaceProportions): void {
  for (const s of [1, -1])
    addLock(
      mesh,
      (
        [
          [0.104, -0.305],
          [0.112, -0.35],
          [0.104, -0.4],
          [0.078, -0.44],
        ] as const
      ).map(([x, y]) => facePoint(s * x, drawnHeight(y, face), face, 0.006)),
      (t) => 0.006 + 0.01 * Math.sin(Math.PI * (0.2 + 0.7 * t)),
      hair,
      s > 0 ? 0.4 : 0.6,
    );
}
