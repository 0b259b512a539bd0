in vec4 aSeat;
uniform float uFocal;
out vec3 vTint;
void main() {
  float temper = aSeat.w;
  float late = (hash1(temper * 57.0) - 0.5) * 0.5;
  vec3 point = aSeat.xyz + vec3(0.5 * sin(3.14159 * (uBeat + late)), 0.0, 0.0);
  vec4 view = viewMatrix * vec4(point, 1.0);
  vec3 tint = temper < 0.45 ? uColours[0] : temper < 0.85 ? uColours[1] : temper < 0.95 ? uColours[2] : uColours[3];
  float twinkle = 0.55 + 0.45 * sin(6.2832 * (uBeat * 0.25 + hash1(temper * 91.0)));
  vTint = tint * twinkle * uIntensity * (0.75 + 0.25 * beatPulse(uBeat, 2.0)) * 0.75;
  gl_Position = projectionMatrix * view;
  // Sized for a frame of 720 lines: 360 pixels per cotangent.
  gl_PointSize = max(2.0, 0.85 * uFocal * 360.0 / max(-view.z, 1.0));
}
