import * as THREE from "three";
import type { SetLayer } from "../contract";
import { SIDE_SCREENS, WALL } from "./layout";
import { setMaterial, setUniforms, updateUniforms } from "./look";
import type { SetPiece } from "./set-piece";
import fragment from "./shaders/screen.frag.glsl";
import vertex from "./shaders/screen.vert.glsl";
import wall from "./shaders/wall.glsl";

const PITCH = 0.15;

/** The LED wall behind the performers and the screens beside it. */
export function createScreens(layer: SetLayer): SetPiece {
  const shared = setUniforms(layer);
  const geometry = new THREE.PlaneGeometry(1, 1);
  const materials: THREE.ShaderMaterial[] = [];
  const object = new THREE.Group();
  const add = (width: number, height: number, offset: [number, number]): THREE.Mesh => {
    const material = setMaterial(
      {
        ...shared,
        uSize: { value: new THREE.Vector2(width, height) },
        uOffset: { value: new THREE.Vector2(...offset) },
        uPitch: { value: PITCH },
      },
      vertex,
      `${wall}\n${fragment}`,
    );
    materials.push(material);
    const mesh = new THREE.Mesh(geometry, material);
    mesh.scale.set(width, height, 1);
    mesh.frustumCulled = false;
    object.add(mesh);
    return mesh;
  };
  add(WALL.width, WALL.height, [0, 0]).position.set(0, WALL.centreY, WALL.z);
  for (const { x, y, z, width, height, yaw } of SIDE_SCREENS) {
    const mesh = add(width, height, [Math.sign(x) * 3, 1]);
    mesh.position.set(x, y, z);
    mesh.rotation.y = yaw;
  }
  return {
    object,
    update: (frame) => updateUniforms(shared, frame),
    dispose: () => {
      geometry.dispose();
      for (const material of materials) material.dispose();
    },
  };
}
