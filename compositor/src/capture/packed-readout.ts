import * as THREE from "three";
import type { Region } from "../contract";
import type { Player } from "../engine/player";
import { flatMaterial, quadScene } from "../layers/quad";
import { FRAME_HEADER_BYTES, nextTurn } from "./connection";
import type { Picture, Readout } from "./readout";

/** Pictures on their way from the graphics card while the next ones are drawn. */
const RING = 3;

// Four bytes of the planes Y, U, V (and with alpha: A, A at chroma size) per pixel, in their order in memory. Integer
// arithmetic with the factors and roundings of wasm/i420.ts, so that both ways give the same bytes.
const FRAGMENT = /* glsl */ `
precision highp int;
uniform sampler2D map;
uniform ivec2 origin, size;

ivec4 at(int x, int row) {
  vec4 value = texelFetch(map, origin + ivec2(max(x, 0), size.y - 1 - row), 0);
  return ivec4(value * 255.0 + 0.5);
}

ivec4 columnPair(int x, int row) {
  return at(x, row) + at(x, row + 1);
}

ivec4 smoothed(int x, int row) {
  return columnPair(x - 1, row) + 2 * columnPair(x, row) + columnPair(x + 1, row);
}

int weighed(ivec4 pixel, ivec3 factors) {
  return pixel.r * factors.r + pixel.g * factors.g + pixel.b * factors.b;
}

int sampleAt(int index) {
  int luma = size.x * size.y;
  int chroma = luma / 4;
  if (index < luma) {
    ivec4 pixel = at(index % size.x, index / size.x);
    return (weighed(pixel, ivec3(5983, 20127, 2032)) + (16 << 15) + (1 << 14)) >> 15;
  }
  index -= luma;
  bool second = index >= chroma;
  if (index < 2 * chroma) {
    int within = second ? index - chroma : index;
    int half_ = size.x / 2;
    ivec4 sum = smoothed(2 * (within % half_), 2 * (within / half_));
    ivec3 factors = second ? ivec3(14392, -13073, -1319) : ivec3(-3298, -11094, 14392);
    return (weighed(sum, factors) + (128 << 18) + (1 << 17)) >> 18;
  }
  index -= 2 * chroma;
  if (index < luma) return at(index % size.x, index / size.x).a;
  index -= luma;
  int half_ = size.x / 2;
  return (smoothed(2 * (index % half_), 2 * (index / half_)).a + 4) >> 3;
}

void main() {
  int first = 4 * (int(gl_FragCoord.y) * (size.x / 4) + int(gl_FragCoord.x));
  ivec4 bytes = ivec4(sampleAt(first), sampleAt(first + 1), sampleAt(first + 2), sampleAt(first + 3));
  colour = vec4(bytes) / 255.0;
}`;

interface Slot {
  index: number;
  part: Region;
  bytes: number;
  buffer: WebGLBuffer;
  fence: WebGLSync;
}

/** Converts on the graphics card and reads through a ring of buffers: while one is copied, the next is drawn. */
export class PackedReadout implements Readout {
  readonly depth = RING - 1;
  private readonly uniforms = {
    map: { value: null as THREE.Texture | null },
    origin: { value: [0, 0] },
    size: { value: [0, 0] },
  };
  private readonly scene = quadScene(flatMaterial("frame", "normal", this.uniforms, FRAGMENT)).scene;
  private readonly camera = new THREE.Camera();
  private readonly slots: Slot[] = [];
  private readonly free: WebGLBuffer[] = [];
  private target: THREE.WebGLRenderTarget | null = null;
  private message = new Uint8Array(0);
  private withAlpha = false;
  private readonly gl: WebGL2RenderingContext;

  constructor(private readonly renderer: THREE.WebGLRenderer) {
    this.gl = renderer.getContext() as WebGL2RenderingContext;
    const material = (this.scene.children[0] as THREE.Mesh).material as THREE.Material;
    material.blending = THREE.NoBlending;
  }

  begin(width: number, height: number, withAlpha: boolean): void {
    this.withAlpha = withAlpha;
    const rows = height * this.rowsPerRow();
    if (this.target?.width !== width / 4 || this.target.height !== rows) {
      this.target?.dispose();
      this.target = new THREE.WebGLRenderTarget(width / 4, rows, { depthBuffer: false });
    }
    this.message = new Uint8Array(FRAME_HEADER_BYTES + width * rows);
  }

  get waiting(): number {
    return this.slots.length;
  }

  push(player: Player, index: number, part: Region): void {
    const { gl, uniforms, target } = this;
    const { width, height } = part;
    const rows = height * this.rowsPerRow();
    uniforms.map.value = player.texture;
    uniforms.origin.value = player.corner;
    uniforms.size.value = [width, height];
    target!.viewport.set(0, 0, width / 4, rows);
    target!.scissorTest = false;
    this.renderer.setRenderTarget(target);
    this.renderer.render(this.scene, this.camera);
    const buffer = this.free.pop() ?? gl.createBuffer();
    const bytes = width * rows;
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
    gl.bufferData(gl.PIXEL_PACK_BUFFER, bytes, gl.STREAM_READ);
    gl.readPixels(0, 0, width / 4, rows, gl.RGBA, gl.UNSIGNED_BYTE, 0);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0)!;
    gl.flush();
    this.slots.push({ index, part, bytes, buffer, fence });
  }

  async pop(): Promise<Picture> {
    const { gl } = this;
    const slot = this.slots[0]!;
    // A fence's state changes only after the event loop has run.
    while (gl.clientWaitSync(slot.fence, 0, 0) === gl.TIMEOUT_EXPIRED) await nextTurn();
    const message = this.message.subarray(0, FRAME_HEADER_BYTES + slot.bytes);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, slot.buffer);
    gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, message, FRAME_HEADER_BYTES, slot.bytes);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    this.release();
    const code = gl.getError();
    if (code !== 0) throw new Error(`WebGL error 0x${code.toString(16)} while a frame was drawn or read`);
    return { index: slot.index, part: slot.part, message };
  }

  clear(): void {
    while (this.slots.length > 0) this.release();
  }

  private release(): void {
    const slot = this.slots.shift()!;
    this.gl.deleteSync(slot.fence);
    this.free.push(slot.buffer);
  }

  private rowsPerRow(): number {
    return this.withAlpha ? 2.75 : 1.5;
  }
}
