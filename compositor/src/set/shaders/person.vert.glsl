in vec3 aFeet;
in vec2 aPerson;
out vec2 vAt;
out float vFar;
flat out float vTemper;
flat out float vSwing;
flat out float vHop;
void main() {
  float temper = aPerson.x;
  // Half of the beat the sticks lean left, half right; nobody is exactly on time.
  float late = (hash1(temper * 57.0) - 0.5) * 0.30;
  vSwing = 0.42 * sin(3.14159 * (uBeat + late));
  vHop = 0.16 * abs(sin(3.14159 * (uBeat + late))) * step(0.3, hash1(temper * 13.0));
  vTemper = temper;
  vAt = vec2(position.x * 2.4, position.y * 9.2);
  vec3 toEye = cameraPosition - aFeet;
  vec3 right = normalize(vec3(toEye.z, 0.0, -toEye.x));
  vec3 point = aFeet + right * vAt.x + vec3(0.0, (vAt.y + vHop) * aPerson.y, 0.0);
  vFar = length(toEye);
  gl_Position = projectionMatrix * viewMatrix * vec4(point, 1.0);
}
