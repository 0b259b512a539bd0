import * as THREE from "three";

/** What a shader compiler had to say, kept until somebody asks. */
export class ShaderErrors {
  private message: string | null = null;

  record(gl: WebGLRenderingContext, program: WebGLProgram, ...shaders: WebGLShader[]): void {
    const logs = [gl.getProgramInfoLog(program), ...shaders.map((shader) => gl.getShaderInfoLog(shader))];
    this.message ??= logs.filter((log) => log?.trim()).join(" | ") || "shader does not link";
  }

  /** Throws what was recorded since the last call. */
  check(): void {
    const message = this.message;
    this.message = null;
    if (message) throw new Error(`shader error: ${message.slice(0, 600)}`);
  }
}

/** The page's one renderer. Colours stay sRGB encoded from palette to pixel, so colour management is off. */
export function createRenderer(errors: ShaderErrors): THREE.WebGLRenderer {
  THREE.ColorManagement.enabled = false;
  const renderer = new THREE.WebGLRenderer({
    canvas: document.createElement("canvas"),
    alpha: true,
    antialias: false,
    depth: false,
    stencil: false,
    powerPreference: "high-performance",
  });
  renderer.outputColorSpace = THREE.LinearSRGBColorSpace;
  renderer.autoClear = false;
  renderer.setPixelRatio(1);
  renderer.debug.onShaderError = errors.record.bind(errors);
  return renderer;
}

/** The name of the hardware or software that draws, as the driver tells it. */
export function rendererName(renderer: THREE.WebGLRenderer): string {
  const gl = renderer.getContext();
  const unmasked = gl.getExtension("WEBGL_debug_renderer_info");
  return String(gl.getParameter(unmasked ? unmasked.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}
