in vec2 vAt;
in vec3 vTint;
out vec4 colour;
void main() {
  float r = length(vAt);
  float edge = 1.0 - smoothstep(0.7, 1.0, r);
  float glow = exp(-r * r * 9.0) * 0.9 + exp(-r * 3.2) * 0.35;
  float star = exp(-abs(vAt.x) * 26.0) * exp(-abs(vAt.y) * 4.0) + exp(-abs(vAt.y) * 26.0) * exp(-abs(vAt.x) * 4.0);
  vec3 light = vTint * (glow + star * 0.35) + vec3(dot(vTint, vec3(0.6))) * exp(-r * r * 90.0);
  colour = vec4(light * edge, 0.0);
}
