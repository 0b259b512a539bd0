in vec4 aPlace;
in vec4 aTumble;
out vec3 vPaper;
const vec3 LOW = vec3(-19.0, -1.0, -12.0);
const vec3 SIZE = vec3(38.0, 19.0, 30.0);

vec3 turned(vec3 v, vec3 axis, float angle) {
  return v * cos(angle) + cross(axis, v) * sin(angle) + axis * dot(axis, v) * (1.0 - cos(angle));
}

void main() {
  float speed = 1.5 + 1.6 * aTumble.x;
  vec3 place = LOW + SIZE * vec3(aPlace.x, fract(aPlace.y - speed * uTime / SIZE.y), aPlace.z);
  float sway = uTime * (1.2 + aTumble.y) + aPlace.w * 6.2832;
  place.xz += vec2(sin(sway), cos(sway * 0.8)) * 0.45;

  vec3 axis = normalize(vec3(aTumble.z - 0.5, aTumble.w - 0.5, aTumble.x - 0.4) + 1e-3);
  float angle = uTime * (3.0 + 4.0 * aTumble.y) + aPlace.w * 40.0;
  vec3 corner = turned(vec3(position.xy * vec2(0.085, 0.15), 0.0), axis, angle);
  vec3 normal = turned(vec3(0.0, 0.0, 1.0), axis, angle);

  float pick = floor(aPlace.w * 5.0);
  vec3 tint = pick < 4.0 ? uColours[int(pick)] : vec3(1.0);
  float light = abs(dot(normal, normalize(vec3(0.25, 0.6, 0.75))));
  vPaper = tint * (0.42 + 0.62 * light) + vec3(0.75) * pow(light, 16.0);
  // Paper just before the lens would hide a face.
  float near = smoothstep(2.5, 7.0, length(place - cameraPosition));
  float shown = step(aPlace.w * 0.37 + aTumble.w * 0.63, uIntensity) * near;
  gl_Position = projectionMatrix * viewMatrix * vec4(place + corner * shown, 1.0);
}
