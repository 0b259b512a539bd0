import * as THREE from "three";
import type { Extent } from "../camera/extent";

/** Room for what shaders add to a posed vertex: ink lines, the hair's ripple and its shadow. */
const SLACK_UNITS = 0.12;

interface SkinnedMaterial {
  defines?: Record<string, unknown>;
  uniforms?: {
    uBones?: { value: THREE.Matrix4[] };
    uSway?: { value: THREE.Vector4 };
    uSwayTip?: { value: THREE.Vector3 };
  };
}

/**
 * Where a performer can be seen, from one box per bone around all vertices that the bone moves: a vertex between two
 * bones lies between where each would take it, so the boxes, posed, hold the whole performer.
 */
export class BoneBoxes {
  private readonly boxes = new Map<number, THREE.Box3>();
  private bones: THREE.Matrix4[] = [];
  private sway: THREE.Vector4 | null = null;
  private swayTip: THREE.Vector3 | null = null;
  private readonly toClip = new THREE.Matrix4();
  private readonly grown = new THREE.Box3();

  constructor(private readonly root: THREE.Object3D) {
    root.traverse((object) => {
      if (object instanceof THREE.Mesh) this.take(object);
    });
  }

  /** Adds the posed performer; call it after the performer's update. */
  addTo(extent: Extent, camera: THREE.Camera): void {
    // Hair sways by a mixture of the two offsets.
    const near = this.sway ? Math.hypot(this.sway.x, this.sway.y, this.sway.z) : 0;
    const sway = Math.max(near, this.swayTip?.length() ?? 0);
    for (const [bone, box] of this.boxes) {
      const posed = this.bones[bone];
      if (!posed) throw new Error(`a performer has no bone ${bone}`);
      this.toClip
        .multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse)
        .multiply(this.root.matrixWorld)
        .multiply(posed);
      const { min, max } = this.grown.copy(box).expandByScalar(SLACK_UNITS + sway);
      for (const x of [min.x, max.x])
        for (const y of [min.y, max.y]) for (const z of [min.z, max.z]) extent.add(x, y, z, this.toClip);
    }
  }

  private take(mesh: THREE.Mesh): void {
    const { defines, uniforms } = mesh.material as SkinnedMaterial;
    this.bones = uniforms?.uBones?.value ?? this.bones;
    this.sway = uniforms?.uSway?.value ?? this.sway;
    this.swayTip = uniforms?.uSwayTip?.value ?? this.swayTip;
    const positions = mesh.geometry.getAttribute("position");
    const weights = mesh.geometry.getAttribute("aBone");
    const hems = mesh.geometry.getAttribute("aHem");
    const { HEAD_ONLY: onlyBone, LEFT_SHIN: leftShin, RIGHT_SHIN: rightShin } = defines ?? {};
    const point = new THREE.Vector3();
    for (let vertex = 0; vertex < positions.count; vertex++) {
      point.fromBufferAttribute(positions, vertex);
      if (onlyBone !== undefined) {
        this.grow(Number(onlyBone), point);
      } else {
        if (weights.getZ(vertex) < 1) this.grow(weights.getX(vertex), point);
        if (weights.getZ(vertex) > 0) this.grow(weights.getY(vertex), point);
        if (hems?.getX(vertex) > 0) for (const shin of [leftShin, rightShin]) this.grow(Number(shin), point);
      }
    }
  }

  private grow(bone: number, point: THREE.Vector3): void {
    const box = this.boxes.get(bone) ?? new THREE.Box3();
    this.boxes.set(bone, box.expandByPoint(point));
  }
}
