// White, iris, lashes, highlights, in this order. The gaze moves the iris; highlights stay on the same side of both eyes.
uniform sampler2D uAtlas, uIris;
uniform float uCell, uOpacity;
uniform vec2 uGaze;
uniform vec4 uIrisPlace; // centre and half size in the cell, -1..1
varying vec2 vMap;
varying float vSide;

void main() {
  vec2 cell = vec2((uCell + vMap.x) * 0.25, vMap.y * 0.5);
  vec4 white = texture2D(uAtlas, cell + vec2(0.0, 0.5));
  vec4 lash = texture2D(uAtlas, cell);
  vec2 p = (vMap * 2.0 - 1.0 - uIrisPlace.xy - vec2(uGaze.x * vSide, uGaze.y)) / uIrisPlace.zw;
  vec2 q = clamp(p, -0.98, 0.98) * vec2(0.25, 0.5) + vec2(0.25, 0.5);
  vec4 iris = texture2D(uIris, q);
  vec2 h = clamp(vec2(p.x * vSide, p.y), -0.98, 0.98) * vec2(0.25, 0.5) + vec2(0.75, 0.5);
  vec4 shine = texture2D(uIris, h);
  float alpha = white.a + lash.a * (1.0 - white.a);
  vec3 colour = mix(mix(white.rgb, iris.rgb, iris.a), lash.rgb, lash.a / max(alpha, 1e-3));
  colour = mix(colour, shine.rgb, shine.a * step(0.5, white.a));
  gl_FragColor = vec4(colour, alpha * uOpacity);
}
