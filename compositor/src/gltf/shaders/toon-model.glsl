// The performers' light on a model: three stepped tones, two coloured rims, the floor's tint.
uniform vec3 uKey, uRimADirection, uRimBDirection, uRimA, uRimB, uAmbient, uGround;
uniform float uGroundShare;

float toonRamp(float low, float perUnit, float x) { return clamp((x - low) * perUnit, 0.0, 1.0); }

/// base and glow are linear, viewNormal is in view space; the result is sRGB.
vec3 toonModel(vec3 linearBase, vec3 glow, vec3 viewNormal) {
  vec3 base = sRGBTransferOETF(vec4(linearBase, 1.0)).rgb;
  vec3 shade = base * vec3(0.56, 0.46, 0.72) + vec3(0.01, 0.0, 0.03);
  vec3 n = inverseTransformDirection(viewNormal, viewMatrix);
  float facing = dot(viewNormal, normalize(vViewPosition));
  float light = dot(n, uKey) * 0.5 + 0.5;
  float lit = toonRamp(0.4856, 34.7, light);
  vec3 colour = mix(mix(shade * vec3(0.74, 0.66, 0.86), shade, toonRamp(0.2184, 23.1, light)), base, lit);
  colour += base * 0.06 * toonRamp(0.80, 6.0, light);
  vec2 side = vec2(dot(n, uRimADirection), dot(n, uRimBDirection));
  vec2 behind = smoothstep(-0.40, 0.30, side);
  vec2 rim = clamp(((1.0 - max(facing, 0.0)) * behind - 0.46) * 16.7, 0.0, 1.0) * (0.45 + 0.55 * dot(base, vec3(0.333)));
  vec2 wash = clamp((side - 0.1) * 1.11, 0.0, 1.0);
  wash *= wash * 0.16;
  colour += uRimA * (rim.x * 0.72 + wash.x) + uRimB * (rim.y * 0.62 + wash.y);
  float height = cameraPosition.y - (vec4(vViewPosition, 0.0) * viewMatrix).y;
  colour *= uAmbient + smoothstep(3.6, 0.6, height) * uGroundShare * uGround;
  return colour + sRGBTransferOETF(vec4(glow, 1.0)).rgb;
}
