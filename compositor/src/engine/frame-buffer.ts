import * as THREE from "three";

/** A public method of the renderer that its type declarations lack. */
type ExternalTargets = THREE.WebGLRenderer & {
  setRenderTargetFramebuffer(target: THREE.WebGLRenderTarget, framebuffer: WebGLFramebuffer): void;
};

/**
 * One RGBA8 picture with depth and stencil, optionally multisampled, that covers a part of the comp's frame.
 *
 * The multisampled buffers are made here and not by three: three resolves after every `render()`, which costs once per
 * layer, and the frame needs it once.
 */
export class FrameBuffer {
  readonly picture: THREE.WebGLRenderTarget;
  /** The limits, as three has scissors: left, bottom, width, height. */
  private readonly window: THREE.Vector4;
  private readonly target: THREE.WebGLRenderTarget;
  private readonly multisampled: WebGLFramebuffer | null = null;
  private readonly storage: WebGLRenderbuffer[] = [];
  private readonly gl: WebGL2RenderingContext;

  constructor(
    private readonly renderer: THREE.WebGLRenderer,
    readonly width: number,
    readonly height: number,
    samples: 0 | 4,
  ) {
    this.window = new THREE.Vector4(0, 0, width, height);
    this.gl = renderer.getContext() as WebGL2RenderingContext;
    this.picture = new THREE.WebGLRenderTarget(width, height, {
      depthBuffer: samples === 0,
      stencilBuffer: samples === 0,
      minFilter: THREE.LinearFilter,
      magFilter: THREE.LinearFilter,
      generateMipmaps: false,
    });
    renderer.initRenderTarget(this.picture);
    this.target = this.picture;
    if (samples > 0) {
      this.multisampled = this.createMultisampled(samples);
      this.target = new THREE.WebGLRenderTarget(width, height);
      (renderer as ExternalTargets).setRenderTargetFramebuffer(this.target, this.multisampled);
    }
  }

  /**
   * Makes this the place where three draws. `x` and `y` say where this picture's top left corner lies in a frame of
   * `frameWidth` x `frameHeight`: the viewport spans the whole frame, so a part has exactly the pixels of the whole.
   */
  bind(x: number, y: number, frameWidth: number, frameHeight: number): void {
    this.target.viewport.set(-x, this.height - frameHeight + y, frameWidth, frameHeight);
    this.target.scissor.copy(this.window);
    this.target.scissorTest = true;
    this.renderer.setRenderTarget(this.target);
  }

  /** Limits drawing, resolving and reading to a part; pixels from this picture's top left corner. */
  limit(x: number, y: number, width: number, height: number): void {
    this.window.set(x, this.height - y - height, width, height);
  }

  /** Ends drawing: afterwards `picture` holds the pixels. */
  resolve(): void {
    if (!this.multisampled) return;
    const { gl } = this;
    const { x, y, z: width, w: height } = this.window;
    const { state } = this.renderer;
    const resolved = framebufferOf(this.renderer, this.picture);
    state.bindFramebuffer(gl.READ_FRAMEBUFFER, this.multisampled);
    state.bindFramebuffer(gl.DRAW_FRAMEBUFFER, resolved);
    gl.blitFramebuffer(x, y, x + width, y + height, x, y, x + width, y + height, gl.COLOR_BUFFER_BIT, gl.NEAREST);
    gl.invalidateFramebuffer(gl.READ_FRAMEBUFFER, [gl.COLOR_ATTACHMENT0, gl.DEPTH_STENCIL_ATTACHMENT]);
    // three holds that what is bound for drawing is also bound for reading.
    state.bindFramebuffer(gl.READ_FRAMEBUFFER, resolved);
  }

  dispose(): void {
    this.picture.dispose();
    if (!this.multisampled) return;
    this.renderer.state.unbindTexture();
    this.gl.deleteFramebuffer(this.multisampled);
    for (const buffer of this.storage) this.gl.deleteRenderbuffer(buffer);
  }

  private createMultisampled(samples: number): WebGLFramebuffer {
    const { gl, width, height } = this;
    const framebuffer = gl.createFramebuffer();
    this.renderer.state.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    const attach = (format: number, attachment: number): void => {
      const buffer = gl.createRenderbuffer();
      gl.bindRenderbuffer(gl.RENDERBUFFER, buffer);
      gl.renderbufferStorageMultisample(gl.RENDERBUFFER, samples, format, width, height);
      gl.framebufferRenderbuffer(gl.FRAMEBUFFER, attachment, gl.RENDERBUFFER, buffer);
      this.storage.push(buffer);
    };
    attach(gl.RGBA8, gl.COLOR_ATTACHMENT0);
    attach(gl.DEPTH24_STENCIL8, gl.DEPTH_STENCIL_ATTACHMENT);
    gl.bindRenderbuffer(gl.RENDERBUFFER, null);
    const status = gl.checkFramebufferStatus(gl.FRAMEBUFFER);
    if (status !== gl.FRAMEBUFFER_COMPLETE) throw new Error(`multisampled framebuffer is incomplete: ${status}`);
    return framebuffer;
  }
}

/** three keeps the WebGL object of a render target in its own properties and offers no other way to it. */
function framebufferOf(renderer: THREE.WebGLRenderer, target: THREE.WebGLRenderTarget): WebGLFramebuffer {
  return (renderer.properties.get(target) as { __webglFramebuffer: WebGLFramebuffer }).__webglFramebuffer;
}
