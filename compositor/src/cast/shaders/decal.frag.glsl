uniform sampler2D uAtlas;
uniform float uCell, uCells, uOpacity;
uniform vec2 uStretch; // scale of the drawing in its cell, x and y
uniform vec2 uAnchor;  // what stays in place when it is scaled
varying vec2 vMap;

void main() {
  vec2 p = clamp((vMap - uAnchor) / uStretch + uAnchor, 0.02, 0.98);
  vec4 c = texture2D(uAtlas, vec2((uCell + p.x) / uCells, p.y));
  gl_FragColor = vec4(c.rgb, c.a * uOpacity);
}
