// A tint that fades downwards, and two slanted streaks of reflected light that fade towards their lower end.
uniform vec4 uTint;    // rgb, opacity at the top
uniform vec4 uTintLow; // at the bottom
varying vec2 vMap;

void main() {
  vec4 tint = mix(uTintLow, uTint, smoothstep(0.1, 0.85, vMap.y));
  float s = vMap.x * 0.8 + vMap.y;
  vec4 streak = clamp((vec4(s) - vec4(1.20, 1.36, 1.42, 1.47)) * 40.0, 0.0, 1.0);
  float shine = (streak.x - streak.y + 0.7 * (streak.z - streak.w)) * smoothstep(0.3, 0.95, vMap.y);
  shine *= mix(0.34, 0.6, tint.a);
  gl_FragColor = vec4(mix(tint.rgb, vec3(1.0), shine / max(shine + tint.a * (1.0 - shine), 1e-3)), tint.a + shine * (1.0 - tint.a));
}
