/** A hijab: cloth that frames the face and falls over the shoulders. */
import { faceDepth } from "../head/surface";
import { clamp, DEGREE, lerp, smooth, vec } from "../kit/math";
import type { VertexStyle } from "../kit/mesh-builder";
import { readProfile } from "../kit/profile";
import { cloth } from "./cloth";
import { type HairKit, hangingBones } from "./kit";
import { MEAN_FACE } from "./scalp";

/** One surface from the face's opening over the head, a cowl down to the shoulders, a wrap across the chin. */
export function hijab(kit: HairKit): void {
  const style = cloth(kit);
  kit.mesh.grid(
    56,
    26,
    (u, v) => {
      const angle = u * Math.PI * 2;
      const dx = Math.sin(angle);
      const dy = Math.cos(angle);
      const x = 0.318 * dx * (1 - 0.1 * Math.max(0, -dy));
      const y = -0.1 + (dy > 0 ? 0.385 : 0.4) * dy;
      const edge = vec(x, y, faceDepth(clamp(x, -0.36, 0.36), Math.max(-0.485, y), MEAN_FACE) + 0.012);
      if (y < -0.4) edge.z = Math.max(edge.z, 0.25);
      const polar = lerp(58, 180, v) * DEGREE;
      const dome = vec(
        (0.435 + 0.05 * Math.exp(-(((polar / DEGREE - 100) / 40) ** 2))) * Math.sin(polar) * dx,
        0.05 + 0.5 * Math.sin(polar) * dy * (dy < 0 ? 1.12 : 1),
        -0.06 + 0.45 * Math.cos(polar),
      );
      const position = edge.lerp(dome, smooth(0, 0.3, v));
      position.z += 0.03 * Math.sin(Math.PI * smooth(0, 0.25, v));
      const calm = smooth(0.1, 0.35, v) * smooth(0.85, 0.5, v);
      const wave = Math.sin(angle * 5 + v * 9 + Math.sin(angle * 2));
      const fold = 0.008 * wave * calm;
      position.addScaledVector(vec(dx, dy, 0), fold + 0.02 * Math.sin(Math.PI * smooth(0, 0.35, v)));
      return { ...style, position, bias: 0.05 * wave * calm - 0.1 * smooth(0.06, 0, v) };
    },
    { closed: true },
  );
  addCowl(kit, style);
  const wrap = [
    vec(-0.33, -0.3, 0.1),
    vec(-0.26, -0.46, 0.26),
    vec(-0.02, -0.58, 0.36),
    vec(0.26, -0.52, 0.3),
    vec(0.38, -0.36, 0.02),
  ];
  kit.mesh.sweep(wrap, {
    segments: 16,
    sides: 9,
    radius: (t) => {
      const k = Math.sin(Math.PI * clamp(t, 0.02, 0.98)) ** 0.5;
      return [0.1 * k, 0.06 * k];
    },
    up: (_t, p) =>
      p
        .clone()
        .sub(vec(0, -0.3, -0.05))
        .normalize(),
    style: (_t, across) => ({ ...style, bias: -0.12 * Math.max(0, across) }),
  });
}

function addCowl(kit: HairKit, style: VertexStyle): void {
  const widths = [
    [0, 0.33, 0.3],
    [0.25, 0.36, 0.33],
    [0.5, 0.44, 0.4],
    [0.75, 0.66, 0.48],
    [1, 0.73, 0.52],
  ];
  kit.mesh.grid(
    64,
    18,
    (u, v) => {
      const angle = u * Math.PI * 2;
      const s = Math.sin(angle);
      const c = Math.cos(angle);
      const [mid = 0, deepness = 0] = readProfile(widths, v);
      // At the back it begins higher, under the cloth that covers the head, and falls in one with it.
      const back = smooth(0.35, -0.5, c);
      const y =
        lerp(lerp(-0.34, 0.12, back), -0.98, v) - 0.24 * Math.max(0, c) ** 2 * smooth(0.3, 1, v) + 0.2 * s * s * v;
      // Folds run down on both sides, a little different left and right.
      const fold =
        0.045 * Math.sin(c * 8 + v * 6 + s * 1.6) * smooth(0.05, 0.5, v) * (1 - 0.3 * v) +
        0.018 * Math.sin(angle * 7 + v * 3) * v;
      const wide = Math.max(mid, back * lerp(0.44, 0.5, v));
      const deep = Math.max(deepness, back * lerp(0.425, 0.5, v));
      const position = vec(s * (wide + fold), y, c * (deep + fold) - 0.05 + 0.05 * c);
      return { ...style, position, bias: 2.2 * fold - 0.06, bones: hangingBones(position) };
    },
    { closed: true, flip: true },
  );
}
