uniform vec2 uSize;
out vec2 vAt;
void main() {
  vAt = uv - 0.5;
  vAt *= uSize;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}
