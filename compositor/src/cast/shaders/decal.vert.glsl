// A drawing on the face. uLift brings it forward along the line of sight, to show faintly through the hair.
uniform float uLift;
varying vec2 vMap;
#ifdef EYES
attribute vec2 aTune;
varying float vSide; // +1 character's left, -1 right
#endif

void main() {
  vMap = uv;
#ifdef EYES
  vSide = aTune.y;
#endif
  vec4 eye = viewMatrix * (modelMatrix * placed(boneMatrix()));
  eye.xyz *= 1.0 - uLift / length(eye.xyz);
  gl_Position = projectionMatrix * eye;
}
