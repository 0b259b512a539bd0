// All dot products are taken here, per vertex: the meshes are dense enough, and the fragment shader stays cheap.
attribute vec3 aBase;
attribute vec3 aShade;
attribute vec2 aTune; // outline width, shade bias
uniform vec3 uKey, uRimADirection, uRimBDirection;
uniform float uGroundShare;
varying vec4 vLight; // key 0..1 with bias, rim A, rim B, facing
varying vec4 vBase;  // rgb, share of ground light
varying vec4 vShade; // rgb, face: paint mask; hair: 1 where the band has a gap
#ifdef STRAND
varying vec4 vStrand; // along, across, random, height of the highlight band
#else
varying vec2 vMap;
#endif

void main() {
  mat4 bone = boneMatrix();
  vec4 world = modelMatrix * placed(bone);
  vec3 n = normalize(mat3(modelMatrix) * (mat3(bone) * normal) + vec3(1e-6));
  vec3 toCamera = normalize(cameraPosition - world.xyz);
  vLight = vec4(dot(n, uKey) * 0.5 + 0.5 + aTune.y, dot(n, uRimADirection), dot(n, uRimBDirection), dot(n, toCamera));
  vBase = vec4(aBase, smoothstep(3.6, 0.6, world.y) * uGroundShare);
  vShade = vec4(aShade, 0.0);
#ifdef STRAND
  float zigzag = (fract(aStrand.z * 7.31) - 0.5) * 0.06 - 0.03;
  vStrand = vec4(aStrand.xyz, n.y * 0.9 + n.z * 0.1 - 0.5 + zigzag);
  vShade.a = step(fract(aStrand.z * 13.7), 0.22);
#else
  vMap = uv;
#endif
#ifdef FACE
  vShade.a = smoothstep(0.10, 0.22, normal.z);
#endif
  gl_Position = projectionMatrix * viewMatrix * world;
}
