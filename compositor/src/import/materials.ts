import * as THREE from "three";
import type { Item } from "../contract";
import { UNIT_QUAD } from "../layers/quad";
import { BLEND_FRAGMENT, QUAD_FRAGMENT, QUAD_VERTEX, WHOLE_VERTEX } from "./material-shaders";
import type { Box } from "./paint";

export type BlendName = Item["blend"];

const MODES: readonly BlendName[] = [
  "normal",
  "multiply",
  "screen",
  "overlay",
  "darken",
  "lighten",
  "color-dodge",
  "color-burn",
  "hard-light",
  "soft-light",
  "difference",
  "exclusion",
  "add",
  "hue",
  "saturation",
  "color",
  "luminosity",
  "hard-mix",
];

/** What cuts another picture, by its alpha or its brightness. */
export interface Cut {
  map: THREE.Texture;
  channel: "alpha" | "luma";
  inverted: boolean;
}

/** Draws pictures on quads, and one picture over another; one of each, used for every item. */
export class Brushes {
  private readonly camera = new THREE.Camera();
  private readonly quad: Record<string, THREE.IUniform> = {
    toClip: { value: new THREE.Matrix4() },
    box: { value: new THREE.Vector4() },
    map: { value: null },
    opacity: { value: 1 },
  };
  private readonly over: Record<string, THREE.IUniform> = {
    below: { value: null },
    above: { value: null },
    matte: { value: null },
    cover: { value: null },
    adjusting: { value: false },
    mode: { value: 0 },
    channel: { value: 0 },
    inverted: { value: false },
  };
  private readonly polygon = new THREE.BufferGeometry();
  private readonly plain = brush(this.polygon, QUAD_VERTEX, QUAD_FRAGMENT, this.quad);
  private readonly mask = brush(this.polygon, QUAD_VERTEX, QUAD_FRAGMENT, this.quad);
  private readonly plus = brush(this.polygon, QUAD_VERTEX, QUAD_FRAGMENT, this.quad);
  private readonly blend = brush(UNIT_QUAD, WHOLE_VERTEX, BLEND_FRAGMENT, this.over);

  constructor(private readonly renderer: THREE.WebGLRenderer) {
    blendFactors(this.plain.material, THREE.OneFactor, THREE.OneMinusSrcAlphaFactor);
    blendFactors(this.mask.material, THREE.ZeroFactor, THREE.SrcAlphaFactor);
    blendFactors(this.plus.material, THREE.OneFactor, THREE.OneFactor);
    this.blend.material.blending = THREE.NoBlending;
  }

  /**
   * Draws `map`, which covers the rectangle `box` of an item; `plus` adds it, `mask` keeps of the target what
   * `map` covers.
   *
   * @param corners a convex polygon on the item, to draw only what is in it; else the whole box
   */
  draw(
    map: THREE.Texture,
    box: Box,
    toClip: THREE.Matrix4,
    opacity: number,
    use: "plain" | "plus" | "mask" = "plain",
    corners: readonly { x: number; y: number }[] = cornersOf(box),
  ): void {
    const flat = corners.flatMap(({ x, y }) => [x, y, 0]);
    const fan = corners.slice(2).flatMap((_, index) => [0, index + 1, index + 2]);
    this.polygon.setAttribute("position", new THREE.Float32BufferAttribute(flat, 3));
    this.polygon.setIndex(fan);
    this.quad.map!.value = map;
    this.quad.opacity!.value = opacity;
    this.quad.toClip!.value.copy(toClip);
    this.quad.box!.value.set(box.x, box.y, box.width, box.height);
    this.renderer.render(this[use].scene, this.camera);
    // What the next polygon replaces would stay in the GPU's memory.
    this.polygon.dispose();
  }

  /** Writes `above`, cut by `matte`, over `below` into the bound target, which is neither of them. */
  lay(above: THREE.Texture, below: THREE.Texture, mode: BlendName, matte: Cut | null): void {
    this.over.adjusting!.value = false;
    this.over.cover!.value = above;
    this.write(above, below, mode, matte);
  }

  /** Writes `below` into the bound target, and `changed` instead where `cover`, cut by `matte`, is opaque. */
  adjust(changed: THREE.Texture, below: THREE.Texture, cover: THREE.Texture, mode: BlendName, matte: Cut | null): void {
    this.over.adjusting!.value = true;
    this.over.cover!.value = cover;
    this.write(changed, below, mode, matte);
  }

  dispose(): void {
    for (const { material } of [this.plain, this.plus, this.mask, this.blend]) material.dispose();
  }

  private write(above: THREE.Texture, below: THREE.Texture, mode: BlendName, matte: Cut | null): void {
    this.over.above!.value = above;
    this.over.below!.value = below;
    this.over.matte!.value = matte?.map ?? above;
    this.over.mode!.value = MODES.indexOf(mode);
    this.over.channel!.value = matte ? (matte.channel === "alpha" ? 1 : 2) : 0;
    this.over.inverted!.value = matte?.inverted ?? false;
    this.renderer.render(this.blend.scene, this.camera);
  }
}

/** The corners of a rectangle, one after the other around it. */
export function cornersOf({ x, y, width, height }: Box): { x: number; y: number }[] {
  const [right, bottom] = [x + width, y + height];
  return [
    { x, y },
    { x: right, y },
    { x: right, y: bottom },
    { x, y: bottom },
  ];
}

function brush(
  geometry: THREE.BufferGeometry,
  vertexShader: string,
  fragmentShader: string,
  uniforms: Record<string, THREE.IUniform>,
): { scene: THREE.Scene; material: THREE.ShaderMaterial } {
  const material = new THREE.ShaderMaterial({
    glslVersion: THREE.GLSL3,
    uniforms,
    vertexShader,
    fragmentShader,
    depthTest: false,
    depthWrite: false,
    side: THREE.DoubleSide,
  });
  const mesh = new THREE.Mesh(geometry, material);
  mesh.frustumCulled = false;
  const scene = new THREE.Scene();
  scene.add(mesh);
  return { scene, material };
}

function blendFactors(
  material: THREE.Material,
  source: THREE.BlendingSrcFactor,
  target: THREE.BlendingDstFactor,
): void {
  material.transparent = true;
  material.blending = THREE.CustomBlending;
  material.blendEquation = THREE.AddEquation;
  material.blendSrc = source;
  material.blendDst = target;
  material.blendSrcAlpha = source;
  material.blendDstAlpha = target;
}
