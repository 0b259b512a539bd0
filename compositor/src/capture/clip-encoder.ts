import { FRAME_HEADER_BYTES } from "./connection";

/** High profile, level 4.0, as the clips of a template. */
const CODEC = "avc1.640028";
/** Pictures that may wait in the encoder. */
const MAX_QUEUED = 2;
const COLOUR: VideoColorSpaceInit = { primaries: "bt709", transfer: "bt709", matrix: "bt709", fullRange: false };

export interface ClipFormat {
  width: number;
  height: number;
  fps: number;
  bits_per_s: number;
}

/** The browser cannot encode H.264. */
export class EncoderMissing extends Error {}

/** H.264 by WebCodecs: a key frame with its parameter sets every second, every picture a packet, in their order. */
export class ClipEncoder {
  private readonly packets: Uint8Array<ArrayBuffer>[] = [];
  private readonly encoder: VideoEncoder;
  private failure: Error | null = null;
  private frames = 0;

  private constructor(
    config: VideoEncoderConfig,
    private readonly format: ClipFormat,
  ) {
    this.encoder = new VideoEncoder({
      output: (chunk) => {
        const packet = new Uint8Array(FRAME_HEADER_BYTES + chunk.byteLength);
        chunk.copyTo(packet.subarray(FRAME_HEADER_BYTES));
        this.packets.push(packet);
      },
      error: (error) => {
        this.failure = error;
        // Whoever waits for room hears of it too.
        this.encoder.dispatchEvent(new Event("dequeue"));
      },
    });
    this.encoder.configure(config);
  }

  static async open(format: ClipFormat): Promise<ClipEncoder> {
    const config: VideoEncoderConfig = {
      codec: CODEC,
      width: format.width,
      height: format.height,
      framerate: format.fps,
      bitrate: format.bits_per_s,
      bitrateMode: "variable",
      // Both for the same bytes everywhere, and so that no picture is left out.
      hardwareAcceleration: "prefer-software",
      latencyMode: "quality",
      avc: { format: "annexb" },
    };
    const known = typeof VideoEncoder === "undefined" ? null : await VideoEncoder.isConfigSupported(config);
    if (!known?.supported) throw new EncoderMissing(`${CODEC} at ${format.width} x ${format.height}`);
    return new ClipEncoder(config, format);
  }

  /** Takes a 4:2:0 picture; its memory may be used again. */
  async encode(planes: Uint8Array<ArrayBuffer>): Promise<void> {
    while (!this.failure && this.encoder.encodeQueueSize >= MAX_QUEUED) {
      await new Promise((resolve) => this.encoder.addEventListener("dequeue", resolve, { once: true }));
    }
    this.check();
    const { width, height, fps } = this.format;
    const picture = new VideoFrame(planes, {
      format: "I420",
      codedWidth: width,
      codedHeight: height,
      timestamp: Math.round((this.frames * 1e6) / fps),
      duration: Math.round(1e6 / fps),
      colorSpace: COLOUR,
    });
    this.encoder.encode(picture, { keyFrame: this.frames % fps === 0 });
    picture.close();
    this.frames++;
  }

  /** The packets that are ready, each behind room for a header. */
  ready(): Uint8Array<ArrayBuffer>[] {
    this.check();
    return this.packets.splice(0);
  }

  /** Waits for what is still being encoded. */
  async finish(): Promise<void> {
    await this.encoder.flush();
    this.check();
  }

  close(): void {
    if (this.encoder.state !== "closed") this.encoder.close();
  }

  private check(): void {
    if (this.failure) throw this.failure;
  }
}
