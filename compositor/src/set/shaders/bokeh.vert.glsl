in vec4 aPlace;
out vec2 vAt;
out vec3 vTint;
void main() {
  vec3 place = vec3(-34.0, -2.0, -30.0) + vec3(68.0, 26.0, 16.0) * aPlace.xyz;
  place.y += 0.6 * sin(uTime * 0.4 + aPlace.w * 6.2832);
  vAt = position.xy;
  float pick = aPlace.w;
  vec3 tint = pick < 0.42 ? uColours[0] : pick < 0.8 ? uColours[1] : pick < 0.92 ? uColours[2] : uColours[3];
  float size = 0.25 + 1.3 * pow(hash1(aPlace.x * 37.0), 3.0);
  vTint = tint * (0.10 + 0.16 * hash1(aPlace.y * 11.0)) * uIntensity * (0.8 + 0.2 * sin(uBeat * 1.5708 + pick * 40.0));
  gl_Position = projectionMatrix * (viewMatrix * vec4(place, 1.0) + vec4(position.xy * size, 0.0, 0.0));
}
