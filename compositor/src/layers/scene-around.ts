import * as THREE from "three";

/** A scene that holds one thing and nothing else. */
export function sceneAround(object: THREE.Object3D): THREE.Scene {
  const scene = new THREE.Scene();
  scene.add(object);
  return scene;
}
