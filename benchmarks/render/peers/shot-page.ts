// Plays a shot with the product's own engine on a visible canvas, so that all ways draw the same.
import * as THREE from "three";
import { type FontFile, loadFonts, loadImage, openFile } from "../../../compositor/src/engine/assets";
import { Player } from "../../../compositor/src/engine/player";
import { createRenderer, ShaderErrors } from "../../../compositor/src/engine/renderer";
import { flatMaterial, quadScene } from "../../../compositor/src/layers/quad";
import type { DrawRequest } from "../../../compositor/src/contract";

interface ShotFile {
  request: DrawRequest;
  fonts: FontFile[];
  step_frames: number;
}

export interface ShotPage {
  canvas: HTMLCanvasElement;
  draw(frame: number): Promise<void>;
}

/** Loads the shot described at `url`; drawings are held for as many frames as the product holds them. */
export async function openShot(url: string, prefix: string): Promise<ShotPage> {
  const { request, fonts, step_frames } = (await (await fetch(url)).json()) as ShotFile;
  const errors = new ShaderErrors();
  const renderer = createRenderer(errors);
  const { width, height } = request.comp;
  renderer.setSize(width, height, false);
  const player = new Player(renderer, errors);
  await loadFonts(fonts.map((font) => ({ ...font, url: prefix + font.url })));
  const plate = () => Promise.reject(new Error("the plate is an image below the canvas"));
  const assets = { file: (path: string) => openFile(prefix + path), image: (path: string) => loadImage(prefix + path), plate };
  await player.load(request, assets, false);
  const map = { value: null as THREE.Texture | null };
  const copy = flatMaterial("frame", "normal", { map }, COPY);
  const scene = quadScene(copy).scene;
  const camera = new THREE.Camera();
  let shown = -1;
  return {
    canvas: renderer.domElement,
    draw: async (frame) => {
      const drawing = frame - (frame % step_frames);
      if (drawing === shown) return;
      await player.draw(drawing);
      map.value = player.texture;
      renderer.setRenderTarget(null);
      renderer.setClearColor(0x000000, 0);
      renderer.clear(true, true, true);
      renderer.render(scene, camera);
      shown = drawing;
    },
  };
}

const COPY = /* glsl */ `
uniform sampler2D map;
void main() {
  colour = texture(map, vec2(vUv.x, 1.0 - vUv.y));
}`;
