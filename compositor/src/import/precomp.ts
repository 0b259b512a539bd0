import * as THREE from "three";
import type { DrawRequest, Group, PrecompLayer } from "../contract";
import { MissingAsset } from "../engine/assets";
import type { Frame, LayerContext, LayerView } from "../layers/layer";
import type { Props } from "../layers/props";
import { flatMaterial, quadScene } from "../layers/quad";
import { Effects } from "./effects";
import { GroupDrawer } from "./group-drawer";
import { Guests } from "./guests";
import { groupsOf } from "./items";
import { Brushes } from "./materials";
import type { Plane } from "./plane";
import { Rasters } from "./rasters";
import { Targets } from "./targets";
import { loadTextRun } from "./text-runs";

const FRAGMENT = /* glsl */ `
uniform sampler2D map;
uniform vec2 frameSize;
uniform float opacity;
void main() {
  ivec2 pixel = ivec2(vUv * frameSize);
  bool inside = all(lessThan(pixel, textureSize(map, 0)));
  colour = inside ? texelFetch(map, pixel, 0) * opacity : vec4(0.0);
}`;

/** An After Effects comp: drawn into a picture of its own, then laid into the frame pixel by pixel. */
export async function createPrecomp(
  layer: PrecompLayer,
  request: DrawRequest,
  context: LayerContext,
  props: Props,
): Promise<LayerView> {
  const { renderer, comp } = context;
  const pictures = await loadPictures(layer.group);
  await loadTextRunFonts(layer.group);
  const brushes = new Brushes(renderer);
  const rasters = new Rasters(pictures, renderer.capabilities.getMaxAnisotropy());
  const targets = new Targets(renderer);
  const effects = new Effects(renderer, targets);
  const guests = await Guests.of(layer.group, request, renderer, brushes, props);
  const drawer = new GroupDrawer({ renderer, brushes, rasters, targets, effects, guests }, layer.group, layer.id);
  let drawn: Plane | null = null;
  const uniforms: Record<string, THREE.IUniform> = {
    map: { value: null },
    frameSize: { value: new THREE.Vector2(comp.width, comp.height) },
    opacity: { value: 1 },
  };
  const material = flatMaterial("frame", layer.blend, uniforms, FRAGMENT);
  return {
    scene: quadScene(material).scene,
    screenSpace: false,
    flat: true,
    prepare: async (frame: number) => {
      if (drawn) targets.give(drawn.target);
      drawn = drawer.draw(frame, layer.scale);
      uniforms.map!.value = drawn.target.texture;
    },
    update: (frame: Frame) => {
      uniforms.opacity!.value = frame.opacity;
    },
    dispose: () => {
      for (const part of [material, drawer, guests, rasters, brushes, effects, targets]) part.dispose();
      for (const bitmap of pictures.values()) bitmap.close();
    },
  };
}

async function loadPictures(group: Group): Promise<Map<string, ImageBitmap>> {
  const found = new Map<string, ImageBitmap>();
  for (const { content, name } of statesOf(group)) {
    if (content?.type !== "picture" || found.has(content.data_url)) continue;
    try {
      const blob = await (await fetch(content.data_url)).blob();
      found.set(content.data_url, await createImageBitmap(blob, { colorSpaceConversion: "default" }));
    } catch (error) {
      throw new MissingAsset(`the picture of ${name} cannot be decoded: ${error}`);
    }
  }
  return found;
}

/** Loads the project's fonts for all text of a comp that has no outlines. */
async function loadTextRunFonts(group: Group): Promise<void> {
  const texts = new Set<string>();
  for (const { content } of statesOf(group)) {
    if (content?.type !== "drawing") continue;
    for (const paint of content.paints_track.flat()) if (paint.words) texts.add(paint.words.text);
  }
  await Promise.all([...texts].map(loadTextRun));
}

/** What all items show at all their moments, also of comps inside the group. */
function statesOf(group: Group): { name: string; content: Group["items"][number]["content"] | null }[] {
  const items = groupsOf(group).flatMap((inner) => inner.items);
  return items.flatMap(({ name, content, moments }) =>
    [content, ...moments.map((moment) => moment.content)].map((state) => ({ name, content: state })),
  );
}
