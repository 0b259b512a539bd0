import * as THREE from "three";
import { Extent } from "../camera/extent";
import { createCamera, poseCamera } from "../camera/pinhole";
import { applyDrawnSize, applyLight, type Lod } from "../cast";
import type { Actor, Comp, Group, Item } from "../contract";
import { FrameBuffer } from "../engine/frame-buffer";
import { LruCache } from "../engine/lru-cache";
import { valueAt } from "../engine/tracks";
import type { Frame } from "../layers/layer";
import { type CastMember, lodAt, perform, sampledFrames } from "../layers/performer";
import { sceneAround } from "../layers/scene-around";
import { type Brushes, cornersOf } from "./materials";
import type { Piece } from "./plane-order";
import { defaultCamera, flatToClip, worldToCamera } from "./projection";

/** Height of a performer: its crown, without hair, is this many units above its feet. */
const PERFORMER_UNITS = 5.7;
/** Room before and behind the feet that a performer needs in any motion. */
const REACH_UNITS = 12;
const NEAREST_UNITS = 0.1;
/** What of its height counts where an actor is ordered with planes: soles may go through a floor. */
const BODY = [0.05, 0.95] as const;
const SAMPLES = 4;
const BUFFERS_KEPT = 3;

/** After Effects' axes (y down, z away) to the cast's (y up, z towards the viewer), and back. */
const FLIP = new THREE.Matrix4().makeScale(1, -1, -1);

type Clock = (frame: number) => Pick<Frame, "song" | "time_s" | "beat">;

/** Where actors of one comp are drawn, one after the other. */
export class Stage {
  readonly camera = createCamera();
  private readonly buffers = new LruCache<FrameBuffer>(BUFFERS_KEPT, (buffer) => buffer.dispose());

  constructor(
    readonly renderer: THREE.WebGLRenderer,
    readonly brushes: Brushes,
    readonly clock: Clock,
    private readonly comp: Comp,
  ) {}

  /** A buffer of `width` x `height`, bound and cleared inside the limits; lit as the comp is. */
  begin(width: number, height: number, limits: { x: number; y: number; width: number; height: number }): FrameBuffer {
    const key = `${width}x${height}`;
    const known = this.buffers.get(key);
    const buffer = known ?? this.buffers.put(key, new FrameBuffer(this.renderer, width, height, SAMPLES));
    this.buffers.trim(new Set([key]));
    applyLight(this.comp.light);
    applyDrawnSize({ drawnHeight_px: height, frameHeight_px: this.comp.height });
    buffer.limit(limits.x, limits.y, limits.width, limits.height);
    buffer.bind(0, 0, width, height);
    this.renderer.setClearColor(0x000000, 0);
    this.renderer.clear(true, true, true);
    return buffer;
  }

  dispose(): void {
    this.buffers.clear();
  }
}

/** A performer among the layers of a comp, seen by that comp's camera. */
export class ActorView {
  private readonly scene: THREE.Scene;

  constructor(
    private readonly stage: Stage,
    private readonly group: Group,
    private readonly item: Item,
    private readonly actor: Actor,
    private readonly member: CastMember,
  ) {
    this.scene = sceneAround(member.performer.root);
  }

  /** The line from feet to head in the camera's axes; null behind the camera. */
  piece(frame: number): Piece<Item> | null {
    const { toWorld } = placeOf(this.item, this.actor, frame);
    const toCamera = worldToCamera(this.group, frame).multiply(toWorld);
    const corners = BODY.map((share) => {
      const y = -share * this.actor.height_px;
      return { at: new THREE.Vector3(0, y, 0).applyMatrix4(toCamera), x: 0, y };
    });
    return corners.some(({ at }) => at.z > 0) ? { of: this.item, corners, body: true } : null;
  }

  /** Draws the actor over what is in `target`, a picture of the group in `size` pixels, top row first. */
  draw(frame: number, target: THREE.WebGLRenderTarget, [width, height]: [number, number], opacity: number): void {
    if (!this.pose(frame)) return;
    const { renderer, brushes, camera } = this.stage;
    const extent = new Extent(width, height);
    this.member.boxes.addTo(extent, camera);
    const seen = extent.within({ x: 0, y: 0, width, height });
    const buffer = this.stage.begin(width, height, seen);
    renderer.render(this.scene, camera);
    buffer.resolve();
    renderer.setRenderTarget(target);
    // The performer's picture has its bottom row first.
    const turned = { x: 0, y: height, width, height: -height };
    brushes.draw(buffer.picture.texture, turned, flatToClip(width, height), opacity, "plain", cornersOf(seen));
  }

  dispose(): void {
    this.scene.clear();
  }

  /** Sets camera and performer to a frame, in a world of the performer's units with its feet at the origin. */
  private pose(frame: number): boolean {
    const { group, item, actor } = this;
    const { camera, clock } = this.stage;
    const { toWorld, unit_px } = placeOf(item, actor, frame);
    if (!(unit_px > 0)) return false;
    const [eye, zoom_px] = cameraOf(group, item, frame);
    const feet = new THREE.Vector3().setFromMatrixPosition(toWorld);
    const inUnits = new THREE.Vector3().setFromMatrixPosition(eye).sub(feet).divideScalar(unit_px);
    const distance = inUnits.length();
    camera.near = Math.max(NEAREST_UNITS, distance - REACH_UNITS);
    camera.far = distance + REACH_UNITS;
    poseCamera(camera, flipped(eye.setPosition(inUnits)).elements, zoom_px, group.width, group.height);
    const standing = flipped(unscaled(toWorld));
    perform(this.member.performer, actor, standing.elements, { ...clock(frame), camera });
    return true;
  }
}

/** The level of detail that the largest view of the actor in its group deserves. */
export function actorLod(item: Item, actor: Actor, group: Group, comp: Comp): Lod {
  let largest_px = 0;
  for (const frame of sampledFrames(comp)) {
    const { toWorld, unit_px } = placeOf(item, actor, frame);
    const [eye, zoom_px] = cameraOf(group, item, frame);
    const chest = new THREE.Vector3(0, -0.75 * actor.height_px, 0).applyMatrix4(toWorld);
    const distance = chest.distanceTo(new THREE.Vector3().setFromMatrixPosition(eye));
    largest_px = Math.max(largest_px, (unit_px * zoom_px) / Math.max(distance, 1));
  }
  return lodAt(largest_px, group.height);
}

/** The actor's pixels to the comp's world, as wide and deep as it is high, and the size of a performer's unit there. */
function placeOf(item: Item, actor: Actor, frame: number): { toWorld: THREE.Matrix4; unit_px: number } {
  const matrix = new THREE.Matrix4().fromArray(valueAt(item.matrix_track, frame));
  const [x, y, z] = [new THREE.Vector3(), new THREE.Vector3(), new THREE.Vector3()];
  matrix.extractBasis(x, y, z);
  const high = y.length();
  const toWorld = new THREE.Matrix4()
    .makeBasis(x.setLength(high), y, z.setLength(high))
    .setPosition(new THREE.Vector3().setFromMatrixPosition(matrix));
  return { toWorld, unit_px: (high * actor.height_px) / PERFORMER_UNITS };
}

/** Camera to world and zoom: the group's, or After Effects' own for a flat item. */
function cameraOf(group: Group, item: Item, frame: number): [THREE.Matrix4, number] {
  if (!item.three_d) return defaultCamera(group);
  const matrix = new THREE.Matrix4().fromArray(valueAt(group.camera.matrix_track, frame));
  return [matrix, valueAt(group.camera.zoom_px_track, frame)];
}

function flipped(matrix: THREE.Matrix4): THREE.Matrix4 {
  return FLIP.clone().multiply(matrix).multiply(FLIP);
}

/** Only the directions of a matrix. */
function unscaled(matrix: THREE.Matrix4): THREE.Matrix4 {
  const [x, y, z] = [new THREE.Vector3(), new THREE.Vector3(), new THREE.Vector3()];
  matrix.extractBasis(x, y, z);
  return new THREE.Matrix4().makeBasis(x.normalize(), y.normalize(), z.normalize());
}
