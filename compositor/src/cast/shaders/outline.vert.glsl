// Inverted hull: pushes the back faces outwards by a width in pixels that follows the distance within limits.
attribute vec3 aShade;
attribute vec2 aTune;
uniform float uDrawnHeight, uLineScale;
uniform float uWidth; // model units
uniform float uPush;  // moves the hull back in depth only, model units
varying vec3 vInk;

void main() {
  mat4 bone = boneMatrix();
  vec4 eye = viewMatrix * (modelMatrix * placed(bone));
  vec3 n = normalize(mat3(viewMatrix) * (mat3(modelMatrix) * (mat3(bone) * normal)) + vec3(1e-6));
  float perUnit = projectionMatrix[1][1] * uDrawnHeight * 0.5 / max(-eye.z, 0.1);
  float width_px = clamp(perUnit * uWidth, uLineScale, 3.6 * uLineScale) * aTune.x;
  eye.xyz += n * (width_px / perUnit);
  // Ink is a dark, slightly violet relative of the colour it surrounds, never black.
  vInk = aShade * 0.234 + vec3(0.035, 0.014, 0.049);
  gl_Position = projectionMatrix * eye;
  vec4 pushed = projectionMatrix * vec4(eye.xy, eye.z - uPush, 1.0);
  gl_Position.z = pushed.z / pushed.w * gl_Position.w;
}
