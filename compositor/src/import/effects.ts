import * as THREE from "three";
import { valueAt } from "../engine/tracks";
import { Blurs } from "./blurs";
import { type ColourEffect, colourPass, type Effect } from "./colour-effects";
import { COLOUR_FRAGMENT, SHADOW_FRAGMENT, WARP_FRAGMENT, WIPE_FRAGMENT } from "./effect-shaders";
import type { Box } from "./paint";
import { around, type Plane, roomAround, takePlane } from "./plane";
import { PlaneBrush } from "./plane-brush";
import type { Targets } from "./targets";

/** A Gaussian is as good as nothing beyond this many standard deviations. */
const REACH_SIGMAS = 3;
/** Below this enlargement a warp takes the mean of several places. */
const SMALL = 0.7;

/** Width and height of what an effect's figures refer to: the item, or its comp. */
export type Extent = Readonly<{ width: number; height: number }>;

/** Works effects on planes, one after the other. */
export class Effects {
  private readonly colours: PlaneBrush;
  private readonly shadows: PlaneBrush;
  private readonly warps: PlaneBrush;
  private readonly wipes: PlaneBrush;
  private readonly blurs: Blurs;

  constructor(
    renderer: THREE.WebGLRenderer,
    private readonly targets: Targets,
  ) {
    this.colours = new PlaneBrush(renderer, COLOUR_FRAGMENT);
    this.shadows = new PlaneBrush(renderer, SHADOW_FRAGMENT);
    this.warps = new PlaneBrush(renderer, WARP_FRAGMENT);
    this.wipes = new PlaneBrush(renderer, WIPE_FRAGMENT);
    this.blurs = new Blurs(renderer, targets);
  }

  /**
   * What effects make of a plane, which they leave as it is; a new plane, or `source` itself where they do nothing.
   *
   * @param fixed the result covers what `source` does; else it grows with blurs and shadows
   */
  apply(effects: readonly Effect[], frame: number, source: Plane, extent: Extent, fixed: boolean): Plane {
    let plane = source;
    for (const effect of effects) {
      const box = fixed ? plane.box : grown(effect, frame, plane.box, plane.density);
      const result = this.one(effect, frame, plane, box, extent);
      if (result !== plane && plane !== source) this.targets.give(plane.target);
      plane = result;
    }
    return plane;
  }

  dispose(): void {
    for (const part of [this.colours, this.shadows, this.warps, this.wipes, this.blurs]) part.dispose();
  }

  private one(effect: Effect, frame: number, plane: Plane, box: Box, extent: Extent): Plane {
    switch (effect.type) {
      case "blur": {
        const x = valueAt(effect.sigma_x_px_track, frame);
        const y = valueAt(effect.sigma_y_px_track, frame);
        return this.blurs.blur(plane, box, x, y, valueAt(effect.angle_deg_track, frame), effect.repeat_edge);
      }
      case "shadow":
        return this.shadow(effect, frame, plane, box);
      case "warp":
        return this.warp(effect, frame, plane, box);
      case "linear_wipe":
      case "radial_wipe":
        return this.wipe(effect, frame, plane, extent);
      default:
        return this.colour(effect, frame, plane);
    }
  }

  private colour(effect: ColourEffect, frame: number, plane: Plane): Plane {
    const { mode, parameters } = colourPass(effect, frame);
    const vectors = [0, 1, 2, 3].map((index) => [`p${index}`, filled(parameters[index] ?? [])]);
    const result = takePlane(this.targets, plane.box, plane.density);
    this.colours.draw(plane, result, { mode, ...Object.fromEntries(vectors) });
    return result;
  }

  private shadow(effect: Extract<Effect, { type: "shadow" }>, frame: number, plane: Plane, box: Box): Plane {
    const sigma = valueAt(effect.sigma_px_track, frame);
    const room = roomAround(plane.box, plane.density, REACH_SIGMAS * sigma);
    const soft = this.blurs.blur(plane, room, sigma, sigma, 0, false);
    const result = takePlane(this.targets, box, plane.density);
    this.shadows.draw(plane, result, {
      soft: soft.target.texture,
      softFrom: vector(soft.box),
      tone: filled(valueAt(effect.colour_track, frame)),
      offset: new THREE.Vector2(...valueAt(effect.offset_px_track, frame)),
      gain: valueAt(effect.gain_track, frame),
      inside: effect.side === "inside",
      inverted: effect.inverted,
      alone: effect.alone,
    });
    if (soft !== plane) this.targets.give(soft.target);
    return result;
  }

  private warp(effect: Extract<Effect, { type: "warp" }>, frame: number, plane: Plane, box: Box): Plane {
    const [a, b, c, d, e, f] = valueAt(effect.matrix_track, frame);
    const size = Math.sqrt(Math.abs(a * d - b * c));
    const result = takePlane(this.targets, box, plane.density);
    if (size === 0) return result;
    this.warps.draw(plane, result, {
      back: new THREE.Matrix3().set(a, c, e, b, d, f, 0, 0, 1).invert(),
      opacity: valueAt(effect.opacity_track, frame),
      spread: size < SMALL ? 0.5 / plane.density : 0,
    });
    return result;
  }

  private wipe(
    effect: Extract<Effect, { type: "linear_wipe" | "radial_wipe" }>,
    frame: number,
    plane: Plane,
    extent: Extent,
  ): Plane {
    const done = valueAt(effect.completion_track, frame);
    if (done === 0) return plane;
    const result = takePlane(this.targets, plane.box, plane.density);
    if (done === 1) return result;
    const radial = effect.type === "radial_wipe";
    const middle: [number, number] = [extent.width / 2, extent.height / 2];
    this.wipes.draw(plane, result, {
      radial,
      centre: new THREE.Vector2(...(radial ? valueAt(effect.centre_track, frame) : middle)),
      wipe: radial ? radialWipe(effect, frame, done) : linearWipe(effect, frame, done, extent),
      texel: 1 / plane.density,
    });
    return result;
  }
}

/** The box of what an effect makes of a plane of `box`. */
export function grown(effect: Effect, frame: number, box: Box, density: number): Box {
  if (effect.type === "blur") {
    if (effect.repeat_edge) return box;
    const [x, y] = [valueAt(effect.sigma_x_px_track, frame), valueAt(effect.sigma_y_px_track, frame)];
    const turned = valueAt(effect.angle_deg_track, frame) !== 0;
    const [across, down] = turned ? [Math.max(x, y), Math.max(x, y)] : [x, y];
    return roomAround(box, density, REACH_SIGMAS * across, REACH_SIGMAS * down);
  }
  if (effect.type === "shadow" && effect.side === "outside") {
    const reach = REACH_SIGMAS * valueAt(effect.sigma_px_track, frame);
    const [x, y] = valueAt(effect.offset_px_track, frame);
    return roomAround(box, density, reach - x, reach - y, reach + x, reach + y);
  }
  if (effect.type === "warp") {
    const [a, b, c, d, e, f] = valueAt(effect.matrix_track, frame);
    const { x, y, width, height } = box;
    const corners = [
      [x, y],
      [x + width, y],
      [x, y + height],
      [x + width, y + height],
    ] as const;
    return around(corners.map(([u, v]) => [a * u + c * v + e, b * u + d * v + f] as const));
  }
  return box;
}

/** From how far away an effect can bring something into a frame of `extent`. */
export function reachOf(effect: Effect, frame: number, extent: Extent): number {
  if (effect.type === "warp") return extent.width + extent.height;
  if (effect.type === "blur") {
    const [x, y] = [valueAt(effect.sigma_x_px_track, frame), valueAt(effect.sigma_y_px_track, frame)];
    return REACH_SIGMAS * Math.max(x, y);
  }
  if (effect.type !== "shadow") return 0;
  return REACH_SIGMAS * valueAt(effect.sigma_px_track, frame) + Math.hypot(...valueAt(effect.offset_px_track, frame));
}

function linearWipe(effect: Extract<Effect, { type: "linear_wipe" }>, frame: number, done: number, extent: Extent) {
  const angle = ((90 - valueAt(effect.angle_deg_track, frame)) * Math.PI) / 180;
  const [across, up] = [Math.cos(angle), Math.sin(angle)];
  const feather = valueAt(effect.feather_px_track, frame);
  const length = Math.abs(extent.width * across) + Math.abs(extent.height * up);
  const begin = -length / 2 - feather + done * (length + feather);
  return new THREE.Vector4(across, -up, begin, feather);
}

function radialWipe(effect: Extract<Effect, { type: "radial_wipe" }>, frame: number, done: number) {
  const backwards = { clockwise: 0, counterclockwise: 1, both: 0.5 }[effect.direction];
  const start = valueAt(effect.start_deg_track, frame) - 90 - done * 360 * backwards;
  return new THREE.Vector4((start * Math.PI) / 180, done * 2 * Math.PI, 0, 0);
}

export function vector({ x, y, width, height }: Box): THREE.Vector4 {
  return new THREE.Vector4(x, y, width, height);
}

function filled(numbers: readonly number[]): THREE.Vector4 {
  return new THREE.Vector4().fromArray([...numbers, 0, 0, 0, 0]);
}
