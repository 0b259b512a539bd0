in vec2 vBeam;
in vec3 vTint;
in vec2 vHaze;
out vec4 colour;
void main() {
  float x = abs(vBeam.x);
  float body = (1.0 - smoothstep(0.0, 1.0, x)) * 0.45 + 0.55 * exp(-x * x * 9.0);
  float reach = exp(-vBeam.y * 1.7) * smoothstep(0.0, 0.015, vBeam.y) * (1.0 - smoothstep(0.55, 1.0, vBeam.y));
  float haze = 0.78 + 0.44 * noise2(vHaze * 0.35 + vec2(uTime * 0.35, -uTime * 0.12));
  vec3 light = vTint * body * reach * haze;
  light += vTint * exp(-x * x * 16.0) * exp(-vBeam.y * 14.0);
  colour = vec4(dithered(light) * step(0.002, max(light.r, max(light.g, light.b))), 0.0);
}
