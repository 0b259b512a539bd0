// The front hair again, moved a little down and towards the camera; drawn where the stencil says face.
void main() {
  vec4 eye = viewMatrix * (modelMatrix * placed(boneMatrix()));
  eye.xy += vec2(0.012, -0.035);
  eye.xyz *= 0.992;
  gl_Position = projectionMatrix * eye;
}
