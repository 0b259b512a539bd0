// Places a vertex by at most two bones; hair also sways. Included by every vertex shader of a performer.
attribute vec3 aBone;
uniform mat4 uBones[17];
#ifdef STRAND
attribute vec3 aStrand;
attribute float aSway;
uniform vec4 uSway; // offset of short free hair in model units, w = phase of the ripple
uniform vec3 uSwayTip; // offset of a long free tip: later and further
#endif

mat4 boneMatrix() {
#ifdef HEAD_ONLY
  return uBones[HEAD_ONLY];
#else
  return uBones[int(aBone.x)] * (1.0 - aBone.z) + uBones[int(aBone.y)] * aBone.z;
#endif
}

vec4 placed(mat4 bone) {
  vec4 p = bone * vec4(position, 1.0);
#ifdef STRAND
  float free = aSway * aSway;
  p.xyz += mix(uSway.xyz, uSwayTip, aSway) * free;
  p.x += 0.012 * free * sin(uSway.w + position.y * 4.0 + aStrand.z * 6.2832);
#endif
  return p;
}
