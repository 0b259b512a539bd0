/** Shaders that draw pictures on quads, and one picture over another. */
export const QUAD_VERTEX = /* glsl */ `
uniform mat4 toClip;
uniform vec4 box;
out vec2 vUv;
void main() {
  vUv = (position.xy - box.xy) / box.zw;
  gl_Position = toClip * vec4(position.xy, 0.0, 1.0);
}`;

export const QUAD_FRAGMENT = /* glsl */ `
uniform sampler2D map;
uniform float opacity;
in vec2 vUv;
out vec4 colour;
void main() {
  colour = texture(map, vUv) * opacity;
}`;

export const WHOLE_VERTEX = /* glsl */ `
void main() {
  gl_Position = vec4(position.xy * 2.0, 0.0, 1.0);
}`;

// Blending on premultiplied colour as in the W3C's Compositing and Blending Level 1.
export const BLEND_FRAGMENT = /* glsl */ `
uniform sampler2D below, above, matte, cover;
uniform int mode, channel;
uniform bool inverted, adjusting;
out vec4 colour;

vec3 hardLight(vec3 b, vec3 s) {
  return mix(2.0 * b * s, 1.0 - 2.0 * (1.0 - b) * (1.0 - s), step(0.5, s));
}

vec3 softLight(vec3 b, vec3 s) {
  vec3 d = mix(((16.0 * b - 12.0) * b + 4.0) * b, sqrt(b), step(0.25, b));
  return mix(b - (1.0 - 2.0 * s) * b * (1.0 - b), b + (2.0 * s - 1.0) * (d - b), step(0.5, s));
}

float luma(vec3 c) {
  return dot(c, vec3(0.3, 0.59, 0.11));
}

float span(vec3 c) {
  return max(c.r, max(c.g, c.b)) - min(c.r, min(c.g, c.b));
}

/** A colour with another brightness, brought back into the range. */
vec3 withLuma(vec3 c, float wanted) {
  c += wanted - luma(c);
  float low = min(c.r, min(c.g, c.b));
  float high = max(c.r, max(c.g, c.b));
  if (low < 0.0) c = wanted + (c - wanted) * wanted / max(wanted - low, 1e-5);
  if (high > 1.0) c = wanted + (c - wanted) * (1.0 - wanted) / max(high - wanted, 1e-5);
  return c;
}

vec3 withSpan(vec3 c, float wanted) {
  return (c - min(c.r, min(c.g, c.b))) * wanted / max(span(c), 1e-5);
}

vec3 blend(vec3 b, vec3 s) {
  if (mode == 1) return b * s;
  if (mode == 2) return b + s - b * s;
  if (mode == 3) return hardLight(s, b);
  if (mode == 4) return min(b, s);
  if (mode == 5) return max(b, s);
  if (mode == 6) return mix(min(vec3(1.0), b / max(1.0 - s, 1e-5)), vec3(0.0), step(b, vec3(0.0)));
  if (mode == 7) return mix(1.0 - min(vec3(1.0), (1.0 - b) / max(s, 1e-5)), vec3(1.0), step(1.0, b));
  if (mode == 8) return hardLight(b, s);
  if (mode == 9) return softLight(b, s);
  if (mode == 10) return abs(b - s);
  if (mode == 11) return b + s - 2.0 * b * s;
  if (mode == 13) return withLuma(withSpan(s, span(b)), luma(b));
  if (mode == 14) return withLuma(withSpan(b, span(s)), luma(b));
  if (mode == 15) return withLuma(s, luma(b));
  if (mode == 16) return withLuma(b, luma(s));
  if (mode == 17) return step(1.0, b + s);
  return s;
}

vec4 laid(vec4 s, vec4 b) {
  if (mode == 12) return min(s + b, vec4(1.0));
  vec3 plainB = b.a > 0.0 ? b.rgb / b.a : vec3(0.0);
  vec3 plainS = s.a > 0.0 ? s.rgb / s.a : vec3(0.0);
  vec3 mixed = blend(clamp(plainB, 0.0, 1.0), clamp(plainS, 0.0, 1.0));
  return vec4(s.rgb * (1.0 - b.a) + b.rgb * (1.0 - s.a) + s.a * b.a * mixed, s.a + b.a - s.a * b.a);
}

void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  vec4 s = texelFetch(above, at, 0);
  vec4 b = texelFetch(below, at, 0);
  float kept = 1.0;
  if (channel > 0) {
    vec4 cut = texelFetch(matte, at, 0);
    kept = channel == 1 ? cut.a : dot(cut.rgb, vec3(0.2126, 0.7152, 0.0722));
    if (inverted) kept = 1.0 - kept;
  }
  if (adjusting) colour = mix(b, mode == 0 ? s : laid(s, b), texelFetch(cover, at, 0).a * kept);
  else colour = laid(s * kept, b);
}`;
