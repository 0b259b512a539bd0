import type * as THREE from "three";
import type { ImageLayer } from "../contract";
import { valueAt } from "../engine/tracks";
import type { Frame, LayerContext, LayerView } from "./layer";
import { addQuad, flatMaterial, placeQuad, quadScene, TEXTURE_FRAGMENT } from "./quad";

/** A picture on a quad. */
export async function createImage(layer: ImageLayer, context: LayerContext): Promise<LayerView> {
  const map = await context.assets.image(layer.asset);
  const uniforms: Record<string, THREE.IUniform> = { map: { value: map }, opacity: { value: 1 } };
  const material = flatMaterial("world", layer.blend, uniforms, TEXTURE_FRAGMENT);
  const { scene, mesh } = quadScene(material);
  return {
    scene,
    screenSpace: layer.screen_space,
    flat: true,
    update: (frame: Frame) => {
      uniforms.opacity!.value = frame.opacity;
      placeQuad(mesh, valueAt(layer.matrix_track, frame.frame), layer.width, layer.height);
    },
    addExtent: (extent, camera) => addQuad(extent, mesh, camera),
    dispose: () => material.dispose(),
  };
}
