import * as THREE from "three";
import { BLUR_FRAGMENT, COPY_FRAGMENT, REDUCE_FRAGMENT } from "./effect-shaders";
import type { Box } from "./paint";
import { type Plane, takePlane } from "./plane";
import { PlaneBrush } from "./plane-brush";
import type { Targets } from "./targets";

const REACH_SIGMAS = 3;
/** Blurs of more texels are drawn smaller and enlarged again. */
const WIDE_TEXELS = 4;
/** The most steps to one side of a slanted blur, which is not drawn smaller. */
const MOST_STEPS = 64;

/** Gaussian blurs of planes. */
export class Blurs {
  private readonly copies: PlaneBrush;
  private readonly reductions: PlaneBrush;
  private readonly lines: PlaneBrush;

  constructor(
    renderer: THREE.WebGLRenderer,
    private readonly targets: Targets,
  ) {
    this.copies = new PlaneBrush(renderer, COPY_FRAGMENT);
    this.reductions = new PlaneBrush(renderer, REDUCE_FRAGMENT);
    this.lines = new PlaneBrush(renderer, BLUR_FRAGMENT);
  }

  /**
   * A new plane of `box` with `source` blurred, or `source` itself where there is nothing to blur.
   *
   * @param sigmaX standard deviations in pixels, along axes turned by `degrees`
   * @param solidEdge what lies at the source's edge goes on beyond it
   */
  blur(source: Plane, box: Box, sigmaX: number, sigmaY: number, degrees: number, solidEdge: boolean): Plane {
    if (sigmaX <= 0 && sigmaY <= 0) return source;
    if (degrees !== 0) return this.slanted(source, box, sigmaX, sigmaY, (degrees * Math.PI) / 180, solidEdge);
    const { density } = source;
    const [across, down] = [reduction(sigmaX * density), reduction(sigmaY * density)];
    const reduced = across * down > 1;
    const texel = { x: across / density, y: down / density };
    const small = reduced ? this.reduced(source, across, down, solidEdge) : source;
    const held = reduced ? aligned(source.box, box, texel) : box;
    const first = this.line(small, held, texel, { x: texel.x, y: 0 }, remaining(sigmaX * density, across), solidEdge);
    if (small !== source) this.targets.give(small.target);
    const second = this.line(first, held, texel, { x: 0, y: texel.y }, remaining(sigmaY * density, down), solidEdge);
    this.targets.give(first.target);
    if (!reduced) return second;
    const result = takePlane(this.targets, box, density);
    this.copies.draw(second, result, {}, true);
    this.targets.give(second.target);
    return result;
  }

  dispose(): void {
    for (const brush of [this.copies, this.reductions, this.lines]) brush.dispose();
  }

  private reduced(source: Plane, across: number, down: number, solidEdge: boolean): Plane {
    const { density } = source;
    const small = this.plane(source.box, { x: across / density, y: down / density });
    const texel = new THREE.Vector2(1 / density, 1 / density);
    this.reductions.draw(source, small, { count: new THREE.Vector2(across, down), texel }, solidEdge);
    return small;
  }

  /** Blurs along `stride`, in steps of it; `sigma` in steps. */
  private line(from: Plane, box: Box, texel: Step, stride: Step, sigma: number, solidEdge: boolean): Plane {
    const result = this.plane(box, texel);
    const reach = Math.ceil(REACH_SIGMAS * sigma);
    const fall = sigma > 0 ? 1 / (2 * sigma * sigma) : 0;
    this.lines.draw(from, result, { stride: new THREE.Vector2(stride.x, stride.y), reach, fall }, solidEdge);
    return result;
  }

  private slanted(source: Plane, box: Box, sigmaX: number, sigmaY: number, angle: number, solidEdge: boolean): Plane {
    const { density } = source;
    const texel = { x: 1 / density, y: 1 / density };
    let plane = source;
    for (const [sigma, turned] of [
      [sigmaX, angle],
      [sigmaY, angle + Math.PI / 2],
    ] as const) {
      if (sigma <= 0) continue;
      const length = Math.max(1, (REACH_SIGMAS * sigma * density) / MOST_STEPS) / density;
      const stride = { x: Math.cos(turned) * length, y: Math.sin(turned) * length };
      const result = this.line(plane, box, texel, stride, sigma / length, solidEdge);
      if (plane !== source) this.targets.give(plane.target);
      plane = result;
    }
    return plane;
  }

  private plane(box: Box, texel: Step): Plane {
    const width = Math.max(1, Math.ceil(box.width / texel.x - 1e-6));
    const height = Math.max(1, Math.ceil(box.height / texel.y - 1e-6));
    const held = { x: box.x, y: box.y, width: width * texel.x, height: height * texel.y };
    return { target: this.targets.take(width, height, true), box: held, density: 1 / texel.x };
  }
}

interface Step {
  x: number;
  y: number;
}

/** How many texels become one before a blur of `sigma` texels. */
function reduction(sigma: number): number {
  return 2 ** Math.max(0, Math.floor(Math.log2(Math.max(sigma, 1) / WIDE_TEXELS)));
}

/** What is left to blur, in reduced texels, once the reduction and the enlargement have blurred a little. */
function remaining(sigma: number, factor: number): number {
  if (factor === 1) return sigma;
  return Math.sqrt(sigma * sigma - (factor * factor - 1) / 12 - (factor * factor) / 6) / factor;
}

/** `box`, grown so that its texels are those of `inner` and whole. */
function aligned(inner: Box, box: Box, texel: Step): Box {
  const left = Math.ceil((inner.x - box.x) / texel.x - 1e-6) * texel.x;
  const top = Math.ceil((inner.y - box.y) / texel.y - 1e-6) * texel.y;
  const [x, y] = [inner.x - left, inner.y - top];
  return { x, y, width: box.x + box.width - x, height: box.y + box.height - y };
}
