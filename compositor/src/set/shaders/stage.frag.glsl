uniform vec4 uSpots[8];
uniform vec3 uSpotColours[8];
in vec3 vWorld;
in vec3 vNormal;
in float vAlong;
flat in float vKind;
out vec4 colour;

const vec3 WALL_CENTRE = vec3(0.0, 8.4, -14.0);
const vec2 WALL_SIZE = vec2(33.0, 14.4);

/** Painted steel and cloth: two coloured lights from the sides, a touch of violet from above, no texture. */
vec3 structure(vec3 normal) {
  vec3 base = vec3(0.020, 0.014, 0.042);
  float left = max(dot(normal, normalize(vec3(-0.8, 0.35, 0.5))), 0.0);
  float right = max(dot(normal, normalize(vec3(0.8, 0.35, 0.5))), 0.0);
  float behind = max(dot(normal, vec3(0.0, 0.0, -1.0)), 0.0);
  vec3 c = base + uColours[0] * 0.085 * left + uColours[1] * 0.085 * right + uColours[2] * (0.05 * behind + 0.045 * max(normal.y, 0.0));
  return c * (0.85 + 0.3 * beatPulse(uBeat, 2.5));
}

/** LED strips: white-hot in the middle, a slow chase along them. */
vec3 strip(float which) {
  vec3 tint = which < 0.5 ? uColours[0] : which < 1.5 ? uColours[1] : which < 2.5 ? uColours[2] : uColours[3];
  float chase = 0.62 + 0.38 * smoothstep(0.35, 0.5, abs(fract(vAlong * 0.09 - uBeat * 0.25) - 0.5));
  float level = chase * (0.72 + 0.4 * beatPulse(uBeat, 2.5)) * uIntensity;
  return mix(tint, vec3(1.0), 0.34) * level;
}

float hexDistance(vec2 p) {
  p = abs(p);
  return max(p.x * 0.8660254 + p.y * 0.5, p.y);
}

/** Dark gloss: what the wall shows, mirrored and smeared; the strips' light beside them; pools of the moving lamps. */
vec3 gloss(vec3 normal) {
  vec3 view = normalize(vWorld - cameraPosition);
  float grazing = 1.0 - abs(view.y);
  float mirror = mix(0.14, 0.86, pow(grazing, 2.2));
  vec3 c = vec3(0.026, 0.017, 0.058);

  vec3 ray = vec3(view.x, -view.y, view.z);
  if (ray.z < -0.02) {
    float way = (WALL_CENTRE.z - vWorld.z) / ray.z;
    vec2 hit = (vWorld + ray * way - WALL_CENTRE).xy;
    vec2 outside = max(abs(hit) - WALL_SIZE * 0.5, 0.0);
    float inside = exp(-outside.x * 0.7) * exp(-outside.y * 0.45) * smoothstep(-9.5, -5.0, hit.y);
    float soft = 0.10 + 0.012 * way;
    c += wallPicture(clamp(hit, -WALL_SIZE * 0.5, WALL_SIZE * 0.5), WALL_SIZE, uBeat, soft) * inside * mirror;
  }

  float edge = abs(hexDistance(vWorld.xz) - (vWorld.y > -0.25 ? 6.5818 : 8.487));
  vec3 edgeTint = mix(uColours[0], uColours[1], smoothstep(-6.0, 6.0, vWorld.x));
  c += edgeTint * (0.30 * exp(-edge * 2.2) + 0.06 * exp(-edge * 0.6)) * uIntensity;

  for (int i = 0; i < 8; i++) {
    vec2 away = (vWorld.xz - uSpots[i].xy) / uSpots[i].z;
    float pool = exp(-dot(away, away) * 1.6) + 0.5 * (1.0 - smoothstep(0.82, 1.0, length(away)));
    c += uSpotColours[i] * pool * uSpots[i].w * 0.46;
  }

  // Panel joints, fading before they become finer than pixels.
  vec2 panel = abs(fract(vWorld.xz / 2.2 + 0.5) - 0.5) * 2.2;
  float width = max(fwidth(vWorld.x), fwidth(vWorld.z));
  float joint = 1.0 - smoothstep(0.018, 0.018 + max(width, 0.012), min(panel.x, panel.y));
  c *= 1.0 - 0.45 * joint * (1.0 - smoothstep(0.1, 0.5, width));
  return c;
}

void main() {
  vec3 normal = normalize(vNormal);
  vec3 c = vKind < 0.5 ? structure(normal) : vKind < 1.5 ? gloss(normal) : strip(vKind - 2.0);
  // Haze swallows what is far away.
  float far = length(vWorld - cameraPosition);
  c = mix(c, uColours[2] * 0.10, vKind < 1.5 ? 0.55 * smoothstep(25.0, 110.0, far) : 0.0);
  colour = vec4(dithered(c), 1.0);
}
