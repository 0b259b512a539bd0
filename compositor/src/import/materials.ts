import * as THREE from "three";
import type { Item } from "../contract";
import { UNIT_QUAD } from "../layers/quad";
import type { Box } from "./paint";

export type BlendName = Item["blend"];

const QUAD_VERTEX = /* glsl */ `
uniform mat4 toClip;
uniform vec4 box;
out vec2 vUv;
void main() {
  vUv = (position.xy - box.xy) / box.zw;
  gl_Position = toClip * vec4(position.xy, 0.0, 1.0);
}`;

const QUAD_FRAGMENT = /* glsl */ `
uniform sampler2D map;
uniform float opacity;
in vec2 vUv;
out vec4 colour;
void main() {
  colour = texture(map, vUv) * opacity;
}`;

const WHOLE_VERTEX = /* glsl */ `
void main() {
  gl_Position = vec4(position.xy * 2.0, 0.0, 1.0);
}`;

// Blending on premultiplied colour as in the W3C's Compositing and Blending Level 1.
const BLEND_FRAGMENT = /* glsl */ `
uniform sampler2D below, above, matte;
uniform int mode, channel;
uniform bool inverted;
out vec4 colour;

vec3 hardLight(vec3 b, vec3 s) {
  return mix(2.0 * b * s, 1.0 - 2.0 * (1.0 - b) * (1.0 - s), step(0.5, s));
}

vec3 softLight(vec3 b, vec3 s) {
  vec3 d = mix(((16.0 * b - 12.0) * b + 4.0) * b, sqrt(b), step(0.25, b));
  return mix(b - (1.0 - 2.0 * s) * b * (1.0 - b), b + (2.0 * s - 1.0) * (d - b), step(0.5, s));
}

vec3 blend(vec3 b, vec3 s) {
  if (mode == 1) return b * s;
  if (mode == 2) return b + s - b * s;
  if (mode == 3) return hardLight(s, b);
  if (mode == 4) return min(b, s);
  if (mode == 5) return max(b, s);
  if (mode == 6) return mix(min(vec3(1.0), b / max(1.0 - s, 1e-5)), vec3(0.0), step(b, vec3(0.0)));
  if (mode == 7) return mix(1.0 - min(vec3(1.0), (1.0 - b) / max(s, 1e-5)), vec3(1.0), step(1.0, b));
  if (mode == 8) return hardLight(b, s);
  if (mode == 9) return softLight(b, s);
  if (mode == 10) return abs(b - s);
  if (mode == 11) return b + s - 2.0 * b * s;
  return s;
}

void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  vec4 s = texelFetch(above, at, 0);
  vec4 b = texelFetch(below, at, 0);
  if (channel > 0) {
    vec4 cut = texelFetch(matte, at, 0);
    float kept = channel == 1 ? cut.a : dot(cut.rgb, vec3(0.2126, 0.7152, 0.0722));
    s *= inverted ? 1.0 - kept : kept;
  }
  if (mode == 12) {
    colour = min(s + b, vec4(1.0));
    return;
  }
  vec3 plainB = b.a > 0.0 ? b.rgb / b.a : vec3(0.0);
  vec3 plainS = s.a > 0.0 ? s.rgb / s.a : vec3(0.0);
  vec3 mixed = blend(clamp(plainB, 0.0, 1.0), clamp(plainS, 0.0, 1.0));
  colour.rgb = s.rgb * (1.0 - b.a) + b.rgb * (1.0 - s.a) + s.a * b.a * mixed;
  colour.a = s.a + b.a - s.a * b.a;
}`;

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
];

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
    mode: { value: 0 },
    channel: { value: 0 },
    inverted: { value: false },
  };
  private readonly polygon = new THREE.BufferGeometry();
  private readonly plain = brush(this.polygon, QUAD_VERTEX, QUAD_FRAGMENT, this.quad);
  private readonly mask = brush(this.polygon, QUAD_VERTEX, QUAD_FRAGMENT, this.quad);
  private readonly blend = brush(UNIT_QUAD, WHOLE_VERTEX, BLEND_FRAGMENT, this.over);

  constructor(private readonly renderer: THREE.WebGLRenderer) {
    blendFactors(this.plain.material, THREE.OneFactor, THREE.OneMinusSrcAlphaFactor);
    blendFactors(this.mask.material, THREE.ZeroFactor, THREE.SrcAlphaFactor);
    this.blend.material.blending = THREE.NoBlending;
  }

  /**
   * Draws `map`, which covers the rectangle `box` of an item; `mask` keeps of the target what `map` covers.
   *
   * @param corners a convex polygon on the item, to draw only what is in it; else the whole box
   */
  draw(
    map: THREE.Texture,
    box: Box,
    toClip: THREE.Matrix4,
    opacity: number,
    use: "plain" | "mask" = "plain",
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
  lay(
    above: THREE.Texture,
    below: THREE.Texture,
    mode: BlendName,
    matte: { map: THREE.Texture; channel: "alpha" | "luma"; inverted: boolean } | null,
  ): void {
    this.over.above!.value = above;
    this.over.below!.value = below;
    this.over.matte!.value = matte?.map ?? above;
    this.over.mode!.value = MODES.indexOf(mode);
    this.over.channel!.value = matte ? (matte.channel === "alpha" ? 1 : 2) : 0;
    this.over.inverted!.value = matte?.inverted ?? false;
    this.renderer.render(this.blend.scene, this.camera);
  }

  dispose(): void {
    for (const { material } of [this.plain, this.mask, this.blend]) material.dispose();
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
