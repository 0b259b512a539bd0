uniform vec2 uSize;
/** Distance of the lamps in units. */
uniform float uPitch;
/** Where this screen's picture lies on the wall's. */
uniform vec2 uOffset;
in vec2 vAt;
out vec4 colour;

void main() {
  vec2 cell = vAt / uPitch;
  // A lamp is a disc of one colour; from far away, where lamps are hardly larger than pixels, their mean is left.
  float pixels = 1.0 / max(fwidth(cell.x), fwidth(cell.y));
  vec2 lamp = mix(vAt, (floor(cell) + 0.5) * uPitch, smoothstep(3.5, 6.0, pixels));
  vec3 light = wallPicture(lamp + uOffset, vec2(33.0, 14.4), uBeat, 0.0);
  float radius = length(fract(cell) - 0.5);
  float edge = 0.7 / max(pixels, 1.0);
  float disc = 1.0 - smoothstep(0.44 - edge, 0.44 + edge, radius);
  float share = smoothstep(4.5, 10.0, pixels);
  light *= mix(0.80, 0.34 + 0.74 * disc, share);
  // Cabinets of the wall: thin dark joints.
  vec2 cabinet = abs(fract((vAt + uSize * 0.5) / 2.4 + 0.5) - 0.5) * 2.4;
  float joint = min(cabinet.x, cabinet.y);
  light *= 0.8 + 0.2 * smoothstep(0.0, max(0.04, fwidth(vAt.x)), joint);
  colour = vec4(dithered(light * uIntensity + vec3(0.012, 0.008, 0.028)), 1.0);
}
