import * as THREE from "three";
import { describe, expect, it } from "vitest";
import {
  createCamera,
  createScreenCamera,
  fieldOfViewDegrees,
  poseCamera,
  poseScreenCamera,
} from "../../src/camera/pinhole";

const WIDTH = 1280;
const HEIGHT = 720;

function pixelOf(point: THREE.Vector3, camera: THREE.Camera): [number, number] {
  const device = point.clone().project(camera);
  return [((device.x + 1) / 2) * WIDTH, ((1 - device.y) / 2) * HEIGHT];
}

describe("fieldOfViewDegrees", () => {
  it("follows fov = 2 atan(height / 2 / zoom)", () => {
    expect(fieldOfViewDegrees(360, 720)).toBeCloseTo(90, 10);
    expect(fieldOfViewDegrees(1000, 720)).toBeCloseTo(39.5978, 3);
  });
});

describe("poseCamera", () => {
  it("projects by similar triangles, wherever the camera stands", () => {
    const camera = createCamera();
    const zoom_px = 900;
    const pose = new THREE.Matrix4().makeRotationFromEuler(new THREE.Euler(-0.2, 0.5, 0.1)).setPosition(3, 4, 9);
    poseCamera(camera, pose.toArray(), zoom_px, WIDTH, HEIGHT);
    for (const seen of [new THREE.Vector3(0, 0, -5), new THREE.Vector3(1.5, -0.7, -8), new THREE.Vector3(-2, 1, -12)]) {
      const [x, y] = pixelOf(seen.clone().applyMatrix4(pose), camera);
      expect(x).toBeCloseTo(WIDTH / 2 + (zoom_px * seen.x) / -seen.z, 3);
      expect(y).toBeCloseTo(HEIGHT / 2 - (zoom_px * seen.y) / -seen.z, 3);
    }
    expect(camera.position.toArray()).toEqual([3, 4, 9]);
  });
});

describe("poseScreenCamera", () => {
  it("counts in frame heights from the centre", () => {
    const camera = createScreenCamera();
    poseScreenCamera(camera, WIDTH, HEIGHT);
    const [x, y] = pixelOf(new THREE.Vector3(0.5, 0.25, 0), camera);
    expect(x).toBeCloseTo(WIDTH / 2 + HEIGHT / 2, 6);
    expect(y).toBeCloseTo(HEIGHT / 4, 6);
  });
});
