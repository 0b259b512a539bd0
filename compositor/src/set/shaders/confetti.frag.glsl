in vec3 vPaper;
out vec4 colour;
void main() {
  colour = vec4(min(vPaper, vec3(1.0)), 1.0);
}
