import * as THREE from "three";
import { UNIT_QUAD } from "../layers/quad";
import { PLANE_VERTEX } from "./effect-shaders";
import type { Plane } from "./plane";

/** One shader that makes a plane from another. */
export class PlaneBrush {
  private readonly uniforms: Record<string, THREE.IUniform> = {
    map: { value: null },
    from: { value: new THREE.Vector4() },
    to: { value: new THREE.Vector4() },
    solidEdge: { value: false },
  };
  private readonly material: THREE.ShaderMaterial;
  private readonly scene = new THREE.Scene();
  private readonly camera = new THREE.Camera();

  constructor(
    private readonly renderer: THREE.WebGLRenderer,
    fragmentShader: string,
  ) {
    this.material = new THREE.ShaderMaterial({
      glslVersion: THREE.GLSL3,
      uniforms: this.uniforms,
      vertexShader: PLANE_VERTEX,
      fragmentShader,
      depthTest: false,
      depthWrite: false,
      blending: THREE.NoBlending,
      side: THREE.DoubleSide,
    });
    const mesh = new THREE.Mesh(UNIT_QUAD, this.material);
    mesh.frustumCulled = false;
    this.scene.add(mesh);
  }

  /** Fills `to` by looking at `from`; `values` are the shader's other uniforms. */
  draw(from: Plane, to: Plane, values: Readonly<Record<string, unknown>>, solidEdge = false): void {
    for (const [name, value] of Object.entries(values)) {
      const uniform = this.uniforms[name];
      if (uniform) uniform.value = value;
      else this.uniforms[name] = { value };
    }
    this.uniforms.map!.value = from.target.texture;
    this.uniforms.from!.value.set(from.box.x, from.box.y, from.box.width, from.box.height);
    this.uniforms.to!.value.set(to.box.x, to.box.y, to.box.width, to.box.height);
    this.uniforms.solidEdge!.value = solidEdge;
    this.renderer.setRenderTarget(to.target);
    this.renderer.render(this.scene, this.camera);
  }

  dispose(): void {
    this.material.dispose();
  }
}
