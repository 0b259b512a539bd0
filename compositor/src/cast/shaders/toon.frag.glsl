// Three stepped tones, a saturated terminator, two coloured stepped rims. Ramps are linear clamps: at these widths they
// look like smoothsteps and cost a third.
uniform vec3 uRimA, uRimB, uAmbient, uGround;
uniform vec4 uRamp;  // threshold and 1/width of the first and of the second step
uniform vec4 uTone;  // strength of rims, of the terminator's glow, of the hair's band; where rims begin
uniform vec3 uDeep, uLift;
#ifdef STRAND
uniform vec3 uBand;
varying vec4 vStrand;
#else
varying vec2 vMap;
#endif
#if defined(FACE) || defined(JACKET)
uniform sampler2D uMap;
#endif
#ifdef FACE
uniform vec3 uSkinInverse;
#endif
varying vec4 vLight;
varying vec4 vBase;
varying vec4 vShade;

float ramp(float low, float perUnit, float x) { return clamp((x - low) * perUnit, 0.0, 1.0); }
vec2 ramp2(vec2 rims) {
  vec2 t = clamp((rims + 0.40) * 1.43, 0.0, 1.0);
  return t * t * (3.0 - 2.0 * t);
}

void main() {
  vec3 base = vBase.rgb;
  vec3 shade = vShade.rgb;
#ifdef JACKET
  base = texture2D(uMap, vMap).rgb;
  shade = base * vec3(0.56, 0.46, 0.72) + vec3(0.01, 0.0, 0.03);
#endif
#ifdef FACE
  vec4 paint = texture2D(uMap, vMap);
  float covered = paint.a * vShade.a;
  base = mix(base, paint.rgb, covered);
  shade *= mix(vec3(1.0), paint.rgb * uSkinInverse, 0.8 * covered);
#endif
  float light = vLight.x;
  float lit = ramp(uRamp.x, uRamp.y, light);
  float outside = 1.0;
#if (defined(STRAND) && !defined(COIL)) || defined(OPEN_CLOTH)
  // The inner side of a lock or of a draped cloth: neither the key light nor the rims reach it.
  outside = ramp(-0.42, 3.6, vLight.w);
  lit *= outside;
#endif
  vec3 colour = mix(mix(shade * uDeep, shade, ramp(uRamp.z, uRamp.w, light)), base, lit);
  float terminator = lit * (1.0 - lit) * 4.0 * uTone.y;
  colour *= vec3(1.0) + terminator * vec3(0.10, -0.14, -0.16);
  colour += base * uLift * ramp(0.80, 6.0, light);
#ifdef STRAND
#ifdef COIL
  float spiral = sin(vStrand.y * 17.0 - vStrand.x * 6.2832 + vStrand.z * 20.0);
  float inside = ramp(0.02, 12.0, vStrand.y) * (1.0 - ramp(0.42, 8.0, vStrand.y));
  colour = mix(colour, uBand, ramp(0.62, 5.5, spiral) * 0.26 * inside * (0.2 + 0.8 * lit));
  colour *= 1.0 - 0.2 * inside * (1.0 - ramp(-0.85, 4.0, spiral));
#else
  float across = abs(vStrand.y);
  float height = vStrand.w + 0.11 * across * across;
  float band = (1.0 - ramp(0.040, 66.0, abs(height))) * (1.0 - vShade.a);
  float thin = (1.0 - ramp(0.010, 120.0, abs(height + 0.10))) * (1.0 - vShade.a);
  float facing = ramp(-0.2, 1.8, vLight.w);
  colour = mix(colour, uBand, clamp((band * 0.75 + thin * 0.5) * facing * (0.35 + 0.65 * lit), 0.0, 1.0) * uTone.z);
  colour *= vec3(1.0) - ramp(0.75, 4.0, across) * 0.5 * (1.0 - band) * vec3(0.20, 0.26, 0.14);
  float line = abs(sin(vStrand.y * 4.7 + vStrand.z * 31.0 + vStrand.x * 1.3));
  line = ramp(0.86, 9.0, line) * ramp(0.10, 5.0, vStrand.x) * (1.0 - ramp(0.8, 5.0, vStrand.x)) * 0.55 * (1.0 - band);
  colour *= vec3(1.0) - line * vec3(0.18, 0.24, 0.12);
  colour = mix(colour, uBand, ramp(0.45, 1.8, vStrand.x) * 0.18 * uTone.z);
#endif
#endif
  vec2 side = ramp2(vLight.yz);
  float bright = dot(base, vec3(0.333));
  vec2 rim = clamp(((1.0 - max(vLight.w, 0.0)) * side - uTone.w) * 16.7, 0.0, 1.0) * (0.45 + 0.55 * bright);
  // On light colours there is no room to add light: they give way, so that the rim keeps its hue instead of going white.
  colour *= 1.0 - 0.65 * bright * min((rim.x + rim.y) * uTone.x, 1.0);
  vec2 wash = clamp((vLight.yz - 0.1) * 1.11, 0.0, 1.0);
  wash *= wash * 0.16;
  colour += (uRimA * (rim.x * 0.72 + wash.x) + uRimB * (rim.y * 0.62 + wash.y)) * (uTone.x * outside);
  gl_FragColor = vec4(colour * (uAmbient + vBase.a * uGround), 1.0);
}
