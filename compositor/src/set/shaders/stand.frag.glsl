in vec3 vTint;
out vec4 colour;
void main() {
  float r = length(gl_PointCoord - 0.5) * 2.0;
  float glow = exp(-r * r * 5.0) * (1.0 - smoothstep(0.75, 1.0, r));
  colour = vec4(vTint * glow + vec3(dot(vTint, vec3(0.25))) * exp(-r * r * 22.0), 0.0);
}
