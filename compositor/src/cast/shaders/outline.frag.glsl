varying vec3 vInk;
void main() { gl_FragColor = vec4(vInk, 1.0); }
