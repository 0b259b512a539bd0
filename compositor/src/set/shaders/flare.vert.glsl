in vec4 aOriginSpread;
in vec4 aDirectionLength;
in float aStrength;
in float aColour;
out vec2 vAt;
out vec3 vTint;
void main() {
  vec4 centre = viewMatrix * vec4(aOriginSpread.xyz, 1.0);
  vec3 toCamera = normalize(cameraPosition - aOriginSpread.xyz);
  float towards = max(dot(toCamera, aDirectionLength.xyz), 0.0);
  float glare = 0.30 + 1.6 * pow(towards, 5.0);
  vec2 corner = vec2(position.x, position.y * 2.0 - 1.0);
  vAt = corner;
  vTint = uColours[int(aColour + 0.5)] * aStrength * glare * uIntensity;
  gl_Position = projectionMatrix * (centre + vec4(corner * (1.1 + 2.2 * pow(towards, 4.0)), 0.0, 0.0));
}
