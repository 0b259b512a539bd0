import * as THREE from "three";

const FREE_KEPT = 16;

/** Lends render targets, cleared and bound; whoever takes one gives it back. */
export class Targets {
  private readonly all = new Set<THREE.WebGLRenderTarget>();
  /** The one that was given back first comes first. */
  private free: THREE.WebGLRenderTarget[] = [];

  constructor(private readonly renderer: THREE.WebGLRenderer) {}

  /** @param deep half floats instead of bytes, for sums and for what is filtered more than once */
  take(width: number, height: number, deep = false): THREE.WebGLRenderTarget {
    const type = deep ? THREE.HalfFloatType : THREE.UnsignedByteType;
    const fits = (target: THREE.WebGLRenderTarget): boolean =>
      target.width === width && target.height === height && target.texture.type === type;
    const known = this.free.find(fits);
    if (known) this.free = this.free.filter((target) => target !== known);
    const target = known ?? new THREE.WebGLRenderTarget(width, height, { depthBuffer: false, type });
    this.all.add(target);
    this.renderer.setRenderTarget(target);
    this.renderer.setClearColor(0x000000, 0);
    this.renderer.clear(true, false, false);
    return target;
  }

  give(target: THREE.WebGLRenderTarget): void {
    this.free.push(target);
    for (const old of this.free.splice(0, Math.max(0, this.free.length - FREE_KEPT))) {
      this.all.delete(old);
      old.dispose();
    }
  }

  dispose(): void {
    for (const target of this.all) target.dispose();
    this.all.clear();
    this.free = [];
  }
}
