import * as THREE from "three";
import type { Extent } from "../camera/extent";

interface Box {
  /** Around the vertices at rest, in the space that `place` takes to the world. */
  rest: THREE.Box3;
  place(into: THREE.Matrix4): THREE.Matrix4;
}

type Drawn = THREE.Mesh | THREE.Line | THREE.Points;

interface Shape {
  mesh: Drawn;
  boxes: Box[];
  /** How far each morph target moves any vertex, both ways. */
  reaches: THREE.Box3[];
}

/**
 * Where a posed model can be seen: one box per mesh, or per bone of it around all vertices that the bone moves. A vertex
 * between bones lies between where each would take it, so the posed boxes hold the whole model.
 */
export class PosedBoxes {
  private readonly shapes: Shape[] = [];
  private readonly toClip = new THREE.Matrix4();
  private readonly grown = new THREE.Box3();

  /** @param slack room for what shaders add to a vertex, in the units of the meshes */
  constructor(root: THREE.Object3D, slack = 0) {
    root.traverse((object) => {
      if (object instanceof THREE.SkinnedMesh) this.shapes.push(shapeOf(object, bonesOf(object)));
      else if (object instanceof THREE.Mesh || object instanceof THREE.Line || object instanceof THREE.Points)
        this.shapes.push(shapeOf(object, [wholeOf(object)]));
    });
    for (const { boxes } of this.shapes) for (const { rest } of boxes) rest.expandByScalar(slack);
  }

  /** Adds the posed model; its world matrices must be up to date. */
  addTo(extent: Extent, camera: THREE.Camera): void {
    const place = new THREE.Matrix4();
    for (const { mesh, boxes, reaches } of this.shapes) {
      for (const box of boxes) {
        const { min, max } = this.grown.copy(box.rest);
        for (const [target, reach] of reaches.entries()) {
          const weight = mesh.morphTargetInfluences?.[target] ?? 0;
          min.addScaledVector(weight < 0 ? reach.max : reach.min, weight);
          max.addScaledVector(weight < 0 ? reach.min : reach.max, weight);
        }
        this.toClip.multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse).multiply(box.place(place));
        for (const x of [min.x, max.x])
          for (const y of [min.y, max.y]) for (const z of [min.z, max.z]) extent.add(x, y, z, this.toClip);
      }
    }
  }
}

function shapeOf(mesh: Drawn, boxes: Box[]): Shape {
  const point = new THREE.Vector3();
  const reaches = (mesh.geometry.morphAttributes.position ?? []).map((deltas) => {
    // The origin belongs to it: vertices that stay are reached as well.
    const reach = new THREE.Box3(new THREE.Vector3(), new THREE.Vector3());
    for (let vertex = 0; vertex < deltas.count; vertex++)
      reach.expandByPoint(point.fromBufferAttribute(deltas, vertex));
    return reach;
  });
  return { mesh, boxes, reaches };
}

function wholeOf(mesh: Drawn): Box {
  if (mesh instanceof THREE.InstancedMesh) {
    mesh.computeBoundingBox();
    return { rest: mesh.boundingBox!, place: (into) => into.copy(mesh.matrixWorld) };
  }
  const rest = new THREE.Box3().setFromBufferAttribute(mesh.geometry.getAttribute("position") as THREE.BufferAttribute);
  return { rest, place: (into) => into.copy(mesh.matrixWorld) };
}

/** One box per bone, in the mesh's own space at rest. */
function bonesOf(mesh: THREE.SkinnedMesh): Box[] {
  const positions = mesh.geometry.getAttribute("position");
  const indices = mesh.geometry.getAttribute("skinIndex");
  const weights = mesh.geometry.getAttribute("skinWeight");
  const rests = new Map<number, THREE.Box3>();
  const point = new THREE.Vector3();
  for (let vertex = 0; vertex < positions.count; vertex++) {
    point.fromBufferAttribute(positions, vertex);
    for (let k = 0; k < 4; k++) {
      if (weights.getComponent(vertex, k) <= 0) continue;
      const bone = indices.getComponent(vertex, k);
      const rest = rests.get(bone) ?? new THREE.Box3();
      rests.set(bone, rest.expandByPoint(point));
    }
  }
  return [...rests].map(([bone, rest]) => ({
    rest,
    place: (into) =>
      into
        .multiplyMatrices(mesh.matrixWorld, mesh.bindMatrixInverse)
        .multiply(mesh.skeleton.bones[bone]!.matrixWorld)
        .multiply(mesh.skeleton.boneInverses[bone]!)
        .multiply(mesh.bindMatrix),
  }));
}
