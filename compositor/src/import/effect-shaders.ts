/** Effects work on planes: pictures of a rectangle, in pixels of an item or of a comp. All colours are premultiplied. */
export const PLANE_VERTEX = /* glsl */ `
uniform vec4 to;
out vec2 at;
void main() {
  at = to.xy + (position.xy + 0.5) * to.zw;
  gl_Position = vec4(position.xy * 2.0, 0.0, 1.0);
}`;

const LOOK = /* glsl */ `
uniform sampler2D map;
uniform vec4 from;
uniform bool solidEdge;
in vec2 at;
out vec4 colour;

/** The plane at a place; beyond its edges nothing, or what lies at the edge. */
vec4 look(vec2 place) {
  vec2 uv = (place - from.xy) / from.zw;
  if (!solidEdge && any(notEqual(uv, clamp(uv, 0.0, 1.0)))) return vec4(0.0);
  return texture(map, uv);
}
`;

export const COPY_FRAGMENT = `${LOOK}
void main() { colour = look(at); }`;

/** The mean of `count` texels, `texel` apart. */
export const REDUCE_FRAGMENT = `${LOOK}
uniform vec2 count;
uniform vec2 texel;
void main() {
  vec2 first = at - 0.5 * (count - 1.0) * texel;
  vec4 sum = vec4(0.0);
  for (int y = 0; y < int(count.y); y++)
    for (int x = 0; x < int(count.x); x++) sum += look(first + vec2(x, y) * texel);
  colour = sum / (count.x * count.y);
}`;

/** A Gaussian along a line; \`fall\` is 1 / (2 sigma^2) in steps. */
export const BLUR_FRAGMENT = `${LOOK}
uniform vec2 stride;
uniform int reach;
uniform float fall;
void main() {
  vec4 sum = vec4(0.0);
  float total = 0.0;
  for (int i = -reach; i <= reach; i++) {
    float weight = exp(-fall * float(i * i));
    sum += weight * look(at + float(i) * stride);
    total += weight;
  }
  colour = sum / total;
}`;

export const SHADOW_FRAGMENT = `${LOOK}
uniform sampler2D soft;
uniform vec4 softFrom, tone;
uniform vec2 offset;
uniform float gain;
uniform bool inside, inverted, alone;
void main() {
  vec2 uv = (at - offset - softFrom.xy) / softFrom.zw;
  bool within = all(equal(uv, clamp(uv, 0.0, 1.0)));
  float blurred = within ? texture(soft, uv).a : 0.0;
  if (inside && inverted) blurred = 1.0 - blurred;
  float shade = min(blurred * gain, 1.0) * tone.a;
  vec4 own = look(at);
  if (inside) {
    colour = vec4(mix(own.rgb, tone.rgb * own.a, shade), own.a);
    return;
  }
  vec4 fallen = vec4(tone.rgb, 1.0) * shade;
  colour = alone ? fallen : own + fallen * (1.0 - own.a);
}`;

export const WARP_FRAGMENT = `${LOOK}
uniform mat3 back;
uniform float opacity, spread;
void main() {
  vec4 sum = vec4(0.0);
  for (int i = 0; i < 4; i++) {
    vec2 aside = spread * (vec2(i & 1, i >> 1) - 0.5);
    sum += look((back * vec3(at + aside, 1.0)).xy);
  }
  colour = sum * 0.25 * opacity;
}`;

export const WIPE_FRAGMENT = `${LOOK}
uniform bool radial;
uniform vec4 wipe;
uniform vec2 centre;
uniform float texel;
void main() {
  float kept;
  if (radial) {
    // wipe: start in radians, wiped angle in radians
    vec2 arm = at - centre;
    float turned = mod(atan(arm.y, arm.x) - wipe.x, 6.283185307);
    float scale = length(arm) / texel;
    kept = min(clamp((turned - wipe.y) * scale + 0.5, 0.0, 1.0), clamp((6.283185307 - turned) * scale + 0.5, 0.0, 1.0));
  } else {
    // wipe: direction, where the ramp begins, how long it is; distances from the centre
    kept = clamp((dot(at - centre, wipe.xy) - wipe.z) / max(wipe.w, texel), 0.0, 1.0);
  }
  colour = look(at) * kept;
}`;

/** What changes every pixel by itself, on plain colour. */
export const COLOUR_FRAGMENT = `${LOOK}
uniform int mode;
uniform vec4 p0, p1, p2, p3;
const vec3 LUMA = vec3(0.2126, 0.7152, 0.0722);

vec3 toHsl(vec3 c) {
  float high = max(c.r, max(c.g, c.b));
  float low = min(c.r, min(c.g, c.b));
  float chroma = high - low;
  float light = 0.5 * (high + low);
  if (chroma < 1e-5) return vec3(0.0, 0.0, light);
  float hue = high == c.r ? (c.g - c.b) / chroma : high == c.g ? (c.b - c.r) / chroma + 2.0 : (c.r - c.g) / chroma + 4.0;
  return vec3(fract(hue / 6.0), chroma / max(1.0 - abs(2.0 * light - 1.0), 1e-5), light);
}

vec3 fromHsl(vec3 hsl) {
  vec3 pure = clamp(abs(fract(hsl.x + vec3(0.0, 2.0, 1.0) / 3.0) * 6.0 - 3.0) - 1.0, 0.0, 1.0);
  return hsl.z + (pure - 0.5) * hsl.y * (1.0 - abs(2.0 * hsl.z - 1.0));
}

float level(float value) {
  return clamp(p0.w + p1.x * pow(max((value - p0.x) / p0.y, 0.0), p0.z), p1.y, p1.z);
}

vec4 levels(vec4 c) {
  int channel = int(p1.w);
  if (channel == 4) return vec4(c.rgb, level(c.a));
  vec3 all = vec3(level(c.r), level(c.g), level(c.b));
  if (channel == 0) return vec4(all, c.a);
  c[channel - 1] = all[channel - 1];
  return c;
}

/** Spreads the components from their middle, as far as none leaves the range. */
vec3 saturated(vec3 c, float scale) {
  float high = max(c.r, max(c.g, c.b));
  float low = min(c.r, min(c.g, c.b));
  float middle = 0.5 * (high + low);
  float most = 2.0 * min(middle, 1.0 - middle) / max(high - low, 1e-4);
  return middle + (c - middle) * min(scale, most);
}

vec3 hueSaturation(vec3 c) {
  if (p0.w > 0.5) c = fromHsl(vec3(fract(p0.x), p0.y, toHsl(c).z));
  else {
    if (p0.x != 0.0) {
      vec3 hsl = toHsl(c);
      c = fromHsl(vec3(fract(hsl.x + p0.x), hsl.yz));
    }
    if (p0.y != 1.0) c = saturated(c, p0.y);
  }
  return p0.z < 0.0 ? c * (1.0 + p0.z) : mix(c, vec3(1.0), p0.z);
}

vec4 negative(vec4 c) {
  int channel = int(p0.x);
  if (channel == 0) return vec4(1.0 - c.rgb, c.a);
  if (channel < 4) {
    c[channel - 1] = 1.0 - c[channel - 1];
    return c;
  }
  if (channel == 4) return vec4(c.rgb, 1.0 - c.a);
  vec3 hsl = toHsl(c.rgb);
  if (channel == 5 || channel == 8) hsl.x = fract(0.5 - hsl.x);
  if (channel == 6 || channel == 8) hsl.y = 1.0 - hsl.y;
  if (channel == 7 || channel == 8) hsl.z = 1.0 - hsl.z;
  return vec4(fromHsl(hsl), c.a);
}

vec3 brightnessContrast(vec3 c) {
  if (p0.z > 0.5) return c * p0.x + p0.y;
  c = 1.0 - pow(1.0 - c, vec3(p0.x));
  return ((-2.0 / 3.0 * p0.y * c + p0.y) * c + 1.0 - p0.y / 3.0) * c;
}

vec4 changed(vec4 c) {
  if (mode == 0) return vec4(p0.rgb, c.a * p0.a);
  if (mode == 1) {
    float light = dot(c.rgb, LUMA);
    vec3 tone = mix(p0.rgb, p2.rgb, light);
    if (p3.y > 0.5) tone = light < 0.5 ? mix(p0.rgb, p1.rgb, 2.0 * light) : mix(p1.rgb, p2.rgb, 2.0 * light - 1.0);
    return vec4(mix(c.rgb, tone, p3.x), c.a);
  }
  if (mode == 2) return levels(c);
  if (mode == 3) return vec4(hueSaturation(c.rgb), c.a);
  if (mode == 4) return mix(c, negative(c), p0.y);
  return vec4(brightnessContrast(c.rgb), c.a);
}

void main() {
  vec4 own = look(at);
  vec4 plain = own.a > 0.0 ? vec4(clamp(own.rgb / own.a, 0.0, 1.0), own.a) : vec4(0.0);
  vec4 result = clamp(changed(plain), 0.0, 1.0);
  colour = vec4(result.rgb * result.a, result.a);
}`;
