in float aKind;
in float aAlong;
out vec3 vWorld;
out vec3 vNormal;
out float vAlong;
flat out float vKind;
void main() {
  vec4 world = modelMatrix * vec4(position, 1.0);
  vWorld = world.xyz;
  vNormal = mat3(modelMatrix) * normal;
  vAlong = aAlong;
  vKind = aKind;
  gl_Position = projectionMatrix * viewMatrix * world;
}
