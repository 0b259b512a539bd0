in vec2 vAt;
in vec3 vTint;
out vec4 colour;
void main() {
  float r = length(vAt);
  float edge = 1.0 - smoothstep(0.90, 0.98, r);
  colour = vec4(vTint * edge * (0.55 + 0.65 * smoothstep(0.55, 0.95, r)), 0.0);
}
