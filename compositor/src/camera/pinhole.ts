import * as THREE from "three";

const NEAR_UNITS = 0.1;
const FAR_UNITS = 400;

/** Vertical field of view in degrees of a pinhole camera with a focal length of `zoom_px` over `height_px`. */
export function fieldOfViewDegrees(zoom_px: number, height_px: number): number {
  return THREE.MathUtils.radToDeg(2 * Math.atan(height_px / 2 / zoom_px));
}

export function createCamera(): THREE.PerspectiveCamera {
  const camera = new THREE.PerspectiveCamera(50, 1, NEAR_UNITS, FAR_UNITS);
  camera.matrixAutoUpdate = false;
  return camera;
}

/** Poses the camera. `matrix` is camera to world, column-major, without shear; it looks along its own -z. */
export function poseCamera(
  camera: THREE.PerspectiveCamera,
  matrix: readonly number[],
  zoom_px: number,
  width_px: number,
  height_px: number,
): void {
  camera.fov = fieldOfViewDegrees(zoom_px, height_px);
  camera.aspect = width_px / height_px;
  camera.updateProjectionMatrix();
  camera.matrix.fromArray(matrix as number[]);
  camera.matrix.decompose(camera.position, camera.quaternion, camera.scale);
  camera.updateMatrixWorld(true);
}

/** For screen-space layers: units are frame heights, the origin is the frame's centre, y up. */
export function createScreenCamera(): THREE.OrthographicCamera {
  return new THREE.OrthographicCamera(-1, 1, 0.5, -0.5, -100, 100);
}

export function poseScreenCamera(camera: THREE.OrthographicCamera, width_px: number, height_px: number): void {
  camera.right = width_px / height_px / 2;
  camera.left = -camera.right;
  camera.updateProjectionMatrix();
}
