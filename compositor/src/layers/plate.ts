import * as THREE from "three";
import type { PlateLayer } from "../contract";
import type { PlatePicture } from "../engine/assets";
import type { Frame, LayerContext, LayerView } from "./layer";
import { flatMaterial, quadScene, TEXTURE_FRAGMENT } from "./quad";

// 4:2:0 with left-sited chroma, BT.709 limited range. `origin` is where the pushed part lies in the frame: a region
// comes with a margin, so that its edge pixels see the same chroma neighbours as in the whole frame.
const VIDEO_FRAGMENT = /* glsl */ `
uniform sampler2D luma, blueness, redness;
uniform vec2 frameSize, origin, partSize;
uniform float opacity;
void main() {
  vec2 pixel = vUv * frameSize - origin;
  vec2 chromaAt = vec2(pixel.x * 0.5 + 0.25, pixel.y * 0.5) / (partSize * 0.5);
  float y = (texture(luma, pixel / partSize).r * 255.0 - 16.0) / 219.0;
  float b = (texture(blueness, chromaAt).r * 255.0 - 128.0) / 224.0;
  float r = (texture(redness, chromaAt).r * 255.0 - 128.0) / 224.0;
  vec3 rgb = vec3(y + 1.5748 * r, y - 0.1873 * b - 0.4681 * r, y + 1.8556 * b);
  colour = vec4(clamp(rgb, 0.0, 1.0), 1.0) * opacity;
}`;

/** A full-frame background: a picture of the bundle, or a clip that the host decodes and pushes. */
export async function createPlate(layer: PlateLayer, index: number, context: LayerContext): Promise<LayerView> {
  return isVideo(layer.asset) ? new VideoPlate(layer, index, context) : picturePlate(layer, context);
}

/** Whether a plate's asset is a clip. */
export function isVideo(asset: string): boolean {
  return asset.toLowerCase().endsWith(".mp4");
}

async function picturePlate(layer: PlateLayer, context: LayerContext): Promise<LayerView> {
  const uniforms = { map: { value: await context.assets.image(layer.asset) }, opacity: { value: 1 } };
  const material = flatMaterial("frame", layer.blend, uniforms, TEXTURE_FRAGMENT);
  return {
    scene: quadScene(material).scene,
    screenSpace: false,
    flat: true,
    update: (frame: Frame) => {
      uniforms.opacity.value = frame.opacity;
    },
    dispose: () => material.dispose(),
  };
}

class VideoPlate implements LayerView {
  readonly scene: THREE.Scene;
  readonly screenSpace = false;
  readonly flat = true;
  private readonly planes: [THREE.DataTexture, THREE.DataTexture, THREE.DataTexture];
  private readonly material: THREE.ShaderMaterial;
  private readonly uniforms: Record<string, THREE.IUniform>;
  private readonly coming = new Map<number, Promise<PlatePicture>>();
  private shown = -1;

  constructor(
    private readonly layer: PlateLayer,
    private readonly index: number,
    private readonly context: LayerContext,
  ) {
    this.planes = [plane(), plane(), plane()];
    this.uniforms = {
      luma: { value: this.planes[0] },
      blueness: { value: this.planes[1] },
      redness: { value: this.planes[2] },
      frameSize: { value: new THREE.Vector2(context.comp.width, context.comp.height) },
      origin: { value: new THREE.Vector2() },
      partSize: { value: new THREE.Vector2() },
      opacity: { value: 1 },
    };
    this.material = flatMaterial("frame", layer.blend, this.uniforms, VIDEO_FRAGMENT);
    this.scene = quadScene(this.material).scene;
  }

  prefetch(frame: number): void {
    this.picture(frame).catch(() => undefined);
  }

  async prepare(frame: number): Promise<void> {
    if (frame === this.shown) return;
    const picture = await this.picture(frame);
    this.coming.delete(frame);
    const { width, height } = picture;
    const luma = width * height;
    this.fill(0, picture.planes.subarray(0, luma), width, height);
    this.fill(1, picture.planes.subarray(luma, luma * 1.25), width / 2, height / 2);
    this.fill(2, picture.planes.subarray(luma * 1.25, luma * 1.5), width / 2, height / 2);
    this.uniforms.origin!.value.set(picture.x, picture.y);
    this.uniforms.partSize!.value.set(width, height);
    this.shown = frame;
  }

  update(frame: Frame): void {
    this.uniforms.opacity!.value = frame.opacity;
  }

  dispose(): void {
    for (const texture of this.planes) texture.dispose();
    this.material.dispose();
  }

  private picture(frame: number): Promise<PlatePicture> {
    const asked = this.coming.get(frame) ?? this.context.assets.plate(this.index, this.layer.first_frame + frame);
    this.coming.set(frame, asked);
    return asked;
  }

  private fill(which: 0 | 1 | 2, data: Uint8Array<ArrayBuffer>, width: number, height: number): void {
    const texture = this.planes[which];
    if (texture.image.width !== width || texture.image.height !== height) texture.dispose();
    texture.image = { data, width, height };
    texture.needsUpdate = true;
  }
}

function plane(): THREE.DataTexture {
  const texture = new THREE.DataTexture(new Uint8Array(1), 1, 1, THREE.RedFormat);
  texture.minFilter = THREE.LinearFilter;
  texture.magFilter = THREE.LinearFilter;
  texture.unpackAlignment = 1;
  return texture;
}
