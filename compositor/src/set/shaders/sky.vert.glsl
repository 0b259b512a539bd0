out vec3 vDirection;
void main() {
  vDirection = position;
  // Around the camera, wherever it is: the hall is far away.
  gl_Position = projectionMatrix * viewMatrix * vec4(position + cameraPosition, 1.0);
}
