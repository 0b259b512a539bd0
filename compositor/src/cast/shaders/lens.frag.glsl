// Two slanted streaks of reflected light; sunglasses also darken, more at the top.
uniform vec4 uTint; // rgb, opacity at the top
varying vec2 vMap;

void main() {
  float s = vMap.x * 0.8 + vMap.y;
  vec4 streak = clamp((vec4(s) - vec4(1.20, 1.36, 1.42, 1.47)) * 50.0, 0.0, 1.0);
  float shine = streak.x - streak.y + 0.7 * (streak.z - streak.w);
  float dark = uTint.a * (0.55 + 0.45 * vMap.y);
  gl_FragColor = vec4(mix(uTint.rgb, vec3(1.0), shine * 0.85), max(dark, 0.04) + 0.26 * shine * (1.0 - dark));
}
