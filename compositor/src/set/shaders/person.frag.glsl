in vec2 vAt;
in float vFar;
flat in float vTemper;
flat in float vSwing;
flat in float vHop;
out vec4 colour;

float capsule(vec2 p, vec2 a, vec2 b, float r) {
  vec2 pa = p - a, ba = b - a;
  return length(pa - ba * clamp(dot(pa, ba) / dot(ba, ba), 0.0, 1.0)) - r;
}
float joined(float a, float b, float k) {
  float h = clamp(0.5 + 0.5 * (b - a) / k, 0.0, 1.0);
  return mix(b, a, h) - k * h * (1.0 - h);
}

void main() {
  float side = vTemper < 0.5 ? 1.0 : -1.0;
  vec2 p = vec2(vAt.x * side, vAt.y);
  float pick = hash1(vTemper * 31.0);

  float head = length((p - vec2(0.0, 4.72)) * vec2(1.0, 0.88)) - 0.47;
  float hair = pick < 0.3 ? length(p - vec2(0.0, 5.32)) - 0.25
    : pick < 0.55 ? capsule(p, vec2(-0.38, 4.7), vec2(-0.44, 3.7), 0.2)
    : pick < 0.8 ? joined(capsule(p, vec2(-0.36, 4.7), vec2(-0.36, 3.9), 0.22), capsule(p, vec2(0.36, 4.7), vec2(0.36, 3.9), 0.22), 0.1)
    : length((p - vec2(0.0, 4.85)) * vec2(0.9, 0.9)) - 0.56;
  float body = joined(capsule(p, vec2(-0.55, 3.55), vec2(0.55, 3.55), 0.42), capsule(p, vec2(0.0, 3.2), vec2(0.0, 0.0), 0.75), 0.35);
  float shape = joined(joined(head, hair, 0.08), body, 0.22);

  vec2 shoulder = vec2(0.78, 3.6);
  vec2 elbow = shoulder + vec2(0.42, 0.75);
  float lean = vSwing * side;
  vec2 hand = elbow + vec2(sin(lean * 0.8) * 1.05 - 0.12, cos(lean * 0.8) * 1.05);
  float arm = min(capsule(p, shoulder, elbow, 0.23), capsule(p, elbow, hand, 0.19));
  shape = joined(shape, arm, 0.12);
  if (hash1(vTemper * 77.0) > 0.72) {
    vec2 otherElbow = vec2(-1.2, 4.3), otherHand = vec2(-1.0 + 0.3 * lean, 5.3);
    float other = min(capsule(p, vec2(-0.78, 3.6), otherElbow, 0.22), capsule(p, otherElbow, otherHand, 0.18));
    shape = joined(shape, other, 0.12);
  }

  float soft = max(fwidth(shape), 1e-4);
  float cover = 1.0 - smoothstep(-soft, soft, shape);
  vec3 tint = vTemper < 0.44 ? uColours[0] : vTemper < 0.84 ? uColours[1] : vTemper < 0.94 ? uColours[2] : uColours[3];
  // Dark bodies; the stage's light catches their edges.
  vec3 body_colour = vec3(0.016, 0.010, 0.036) + uColours[2] * 0.05 * smoothstep(0.0, 6.0, p.y);
  float rim = smoothstep(-0.06 - soft, -0.045, shape) * smoothstep(2.6, 4.6, p.y);
  vec3 rimTint = mix(uColours[0], uColours[1], smoothstep(-1.0, 1.0, vAt.x));
  body_colour += rimTint * rim * 0.30;
  vec3 c = body_colour * cover;
  float alpha = cover;

  if (hash1(vTemper * 19.0) < 0.62) {
    vec2 tip = hand + vec2(sin(lean * 1.3), cos(lean * 1.3)) * 1.25;
    float stick = capsule(p, hand + (tip - hand) * 0.12, tip, 0.075);
    float wide = max(fwidth(stick), 0.02);
    float core = 1.0 - smoothstep(-0.02, wide, stick);
    float glow = exp(-max(stick, 0.0) * 6.5) * 0.42 + exp(-max(stick, 0.0) * 2.4) * 0.10;
    float level = uIntensity * (0.82 + 0.25 * beatPulse(uBeat, 2.5));
    vec3 light = mix(tint, vec3(1.0), 0.42) * core + tint * glow;
    float border = 1.0 - smoothstep(1.7, 2.4, abs(vAt.x));
    border *= 1.0 - smoothstep(8.2, 9.2, p.y);
    c = mix(c, vec3(0.0), core) + light * level * border * (1.0 - alpha * 0.55 * (1.0 - core));
    alpha = max(alpha, core * 0.9);
  }
  float haze = 0.5 * smoothstep(16.0, 70.0, vFar);
  c = mix(c, uColours[2] * 0.12 * alpha, haze * alpha * (1.0 - 0.6 * max(c.r, max(c.g, c.b))));
  // Whoever stands right before the lens would cover the stage with one glaring stick.
  float near = smoothstep(8.0, 12.0, vFar);
  colour = vec4(mix(body_colour * cover, c, near), mix(cover, alpha, near)) * smoothstep(5.5, 8.0, vFar);
}
