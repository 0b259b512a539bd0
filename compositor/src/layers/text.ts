import * as THREE from "three";
import type { TextLayer } from "../contract";
import { MissingAsset } from "../engine/assets";
import { LruCache } from "../engine/lru-cache";
import { valueAt } from "../engine/tracks";
import type { Frame, LayerContext, LayerView } from "./layer";
import { addQuad, flatMaterial, placeQuad, quadScene } from "./quad";
import { breakIntoRows, directionOf, fitLine, fontOf, type Ink } from "./text-fit";
import { loadTextFonts } from "./text-fonts";
import { type Line, prepare, TEXT_LOOKS } from "./text-looks";

const CAPACITY = 32;
const MEASURE_PX = 200;
const MAX_WIDTH_PX = 2048;
const BOX_HEIGHT_PX = 320;
const NEON_MARGIN_EM = 0.75;
const GLOW_MARGIN_EM = 0.5;
const PLAIN_MARGIN_EM = 0.1;

// A halo's alpha falls faster than its colour: it adds light to what is behind it instead of covering it.
// The reveal runs over the ink with a soft edge that starts and ends outside of it.
const FRAGMENT = /* glsl */ `
uniform sampler2D map;
uniform float opacity, reveal, light;
uniform vec2 ink;
void main() {
  vec4 texel = texture(map, vUv);
  texel.a = mix(texel.a, texel.a * texel.a, light);
  float along = (vUv.x - ink.x) / (ink.y - ink.x);
  float edge = 0.06;
  float shown = reveal >= 1.0 ? 1.0 : 1.0 - smoothstep(reveal * (1.0 + edge) - edge, reveal * (1.0 + edge), along);
  colour = texel * (opacity * shown * step(1e-4, reveal));
}`;

/** What decides how a text looks. */
export type Lettering = Pick<
  TextLayer,
  "slot" | "width" | "height" | "font_family" | "font_weight" | "colour" | "glow" | "look"
>;

/** A text as a picture. */
export interface DrawnLine {
  texture: THREE.Texture;
  /** Where the ink begins and ends across the texture, 0 to 1. */
  ink: [number, number];
  /** Size of the quad that shows the whole texture, in the layer's units. */
  width: number;
  height: number;
}

const drawnLines = new LruCache<DrawnLine>(CAPACITY, (line) => line.texture.dispose());

/** A text of one or two rows on a quad, drawn when all its fonts are there. */
export async function createText(layer: TextLayer, text: string, context: LayerContext): Promise<LayerView> {
  const { width, height, screen_space } = layer;
  const perUnit = screen_space ? 2 * context.comp.height : BOX_HEIGHT_PX / height;
  const line = await letter(layer, text, Math.min(perUnit, MAX_WIDTH_PX / width), `layer ${layer.id}`);
  const uniforms: Record<string, THREE.IUniform> = {
    map: { value: line.texture },
    ink: { value: new THREE.Vector2(...line.ink) },
    light: { value: layer.look === "plain" || layer.look === "foil" ? 0 : 1 },
    reveal: { value: 1 },
    opacity: { value: 1 },
  };
  const material = flatMaterial("world", layer.blend, uniforms, FRAGMENT);
  const { scene, mesh } = quadScene(material);
  return {
    scene,
    screenSpace: layer.screen_space,
    flat: true,
    update: (frame: Frame) => {
      uniforms.opacity!.value = frame.opacity;
      uniforms.reveal!.value = valueAt(layer.reveal_track, frame.frame);
      placeQuad(mesh, valueAt(layer.matrix_track, frame.frame), line.width, line.height);
    },
    addExtent: (extent, camera) => addQuad(extent, mesh, camera),
    dispose: () => material.dispose(),
  };
}

/**
 * Draws a text into a picture of its own, when all its fonts are there.
 *
 * @param perUnit pixels of the picture to the box's unit
 * @param owner who wants it, for the error
 */
export async function letter(style: Lettering, text: string, perUnit: number, owner: string): Promise<DrawnLine> {
  const { families, complete } = await loadTextFonts(text);
  if (style.slot === "name" && !complete) {
    throw new MissingAsset(`${owner}: no font in templates/fonts draws every character of the name`);
  }
  return drawnLine(style, text, families, perUnit);
}

function drawnLine(style: Lettering, text: string, fallbacks: readonly string[], perUnit: number): DrawnLine {
  const { width, height, font_family, font_weight, colour, glow, look, slot } = style;
  const key = JSON.stringify([text, slot, width, height, font_family, font_weight, colour, glow, look, perUnit]);
  const known = drawnLines.get(key);
  if (known) return known;

  const direction = directionOf(text);
  const font = fontOf(font_family, font_weight, MEASURE_PX, fallbacks);
  const inkOf = (row: string): Ink => measure(row, font, direction);
  // A template's own words stay in one row, as their author saw them.
  const rows =
    slot === "name"
      ? breakIntoRows(text, inkOf, width * perUnit, height * perUnit)
      : { texts: [text], ink: inkOf(text), leading: 0 };
  const fitted = fitLine(rows.ink, width * perUnit, height * perUnit);
  const margin_px = marginOf(style) * fitted.size_px;
  const canvas = new OffscreenCanvas(Math.ceil(fitted.width + 2 * margin_px), Math.ceil(fitted.height + 2 * margin_px));
  // Drawn by the CPU: the same pixels on every host, and no read-back from a graphics card.
  const pen = canvas.getContext("2d", { willReadFrequently: true })!;
  const left = (canvas.width - fitted.width) / 2;
  const top = (canvas.height - fitted.height) / 2;
  const line: Line = {
    rows: rows.texts.map((row, index) => ({
      text: row,
      baseline: top + fitted.baseline + index * rows.leading * fitted.size_px,
    })),
    font: fontOf(font_family, font_weight, fitted.size_px, fallbacks),
    direction,
    size_px: fitted.size_px,
    x: left + fitted.x,
    colour,
    glow,
  };
  prepare(pen, line);
  TEXT_LOOKS[look](pen, line);

  const texture = new THREE.CanvasTexture(canvas);
  texture.flipY = false;
  texture.premultiplyAlpha = true;
  texture.minFilter = THREE.LinearMipmapLinearFilter;
  return drawnLines.put(key, {
    texture,
    ink: [left / canvas.width, (left + fitted.width) / canvas.width],
    width: canvas.width / perUnit,
    height: canvas.height / perUnit,
  });
}

/** Room around the ink for the look's halo, in em. */
function marginOf({ look, glow }: Lettering): number {
  if (look === "neon") return NEON_MARGIN_EM;
  return glow ? GLOW_MARGIN_EM : PLAIN_MARGIN_EM;
}

/** Frees lines that were not drawn for long; the ones of the comp in play are the youngest. */
export function trimText(): void {
  drawnLines.trim(new Set());
}

function measure(text: string, font: string, direction: "ltr" | "rtl"): Ink {
  const pen = new OffscreenCanvas(1, 1).getContext("2d")!;
  pen.font = font;
  pen.direction = direction;
  pen.textAlign = "center";
  const box = pen.measureText(text);
  return {
    left: box.actualBoundingBoxLeft / MEASURE_PX,
    right: box.actualBoundingBoxRight / MEASURE_PX,
    ascent: box.actualBoundingBoxAscent / MEASURE_PX,
    descent: box.actualBoundingBoxDescent / MEASURE_PX,
  };
}
