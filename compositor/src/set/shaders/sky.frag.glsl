in vec3 vDirection;
out vec4 colour;
void main() {
  vec3 d = normalize(vDirection);
  float level = smoothstep(-0.35, 0.75, d.y);
  vec3 c = mix(vec3(0.060, 0.024, 0.130), vec3(0.018, 0.012, 0.052), level);
  float horizon = exp(-pow((d.y - 0.02) * 3.2, 2.0));
  c += uColours[2] * 0.16 * horizon;
  c += uColours[0] * 0.20 * exp(-dot(d.xy - vec2(-0.55, 0.12), d.xy - vec2(-0.55, 0.12)) * 5.0);
  c += uColours[1] * 0.16 * exp(-dot(d.xy - vec2(0.55, 0.12), d.xy - vec2(0.55, 0.12)) * 5.0);
  float haze = noise2(d.xy * 4.0 + vec2(uTime * 0.06, 0.0)) * 0.6 + noise2(d.xy * 9.0 - vec2(uTime * 0.08, 0.0)) * 0.4;
  c *= (0.78 + 0.44 * haze) * (0.86 + 0.14 * beatPulse(uBeat, 2.0)) * uIntensity;
  colour = vec4(dithered(c), 1.0);
}
