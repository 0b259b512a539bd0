in vec4 aOriginSpread;
in vec4 aDirectionLength;
in float aStrength;
in float aColour;
out vec2 vBeam;
out vec3 vTint;
out vec2 vHaze;
void main() {
  float along = position.y;
  vec3 axis = aDirectionLength.xyz;
  vec3 point = aOriginSpread.xyz + axis * aDirectionLength.w * along;
  vec3 toCamera = cameraPosition - point;
  vec3 side = cross(axis, toCamera);
  side /= max(length(side), 1e-3);
  float width = mix(0.16, aOriginSpread.w, along) * 1.25;
  point += side * position.x * width;
  vBeam = vec2(position.x, along);
  vHaze = vec2(point.x + point.z * 0.6, point.y);
  // Seen from the front a beam is a glare, not a cone: fade it before it turns into a flat card.
  float facing = abs(dot(normalize(toCamera), axis));
  vTint = uColours[int(aColour + 0.5)] * aStrength * uIntensity * (1.0 - smoothstep(0.82, 0.98, facing));
  gl_Position = projectionMatrix * viewMatrix * vec4(point, 1.0);
}
