// Places a vertex by at most two bones; hair and cloth also sway. Included by every vertex shader of a performer.
attribute vec3 aBone;
uniform mat4 uBones[17];
#ifdef STRAND
attribute vec3 aStrand;
#endif
#if defined(STRAND) || defined(SWAY)
attribute float aSway;
uniform vec4 uSway; // offset of short free hair in model units, w = phase of the ripple
uniform vec3 uSwayTip; // offset of a long free tip: later and further
#endif
#ifdef HEM
attribute float aHem; // share of both shins in the motion of a hem at the feet
#endif

mat4 boneMatrix() {
#ifdef HEAD_ONLY
  return uBones[HEAD_ONLY];
#else
  mat4 bone = uBones[int(aBone.x)] * (1.0 - aBone.z) + uBones[int(aBone.y)] * aBone.z;
#ifdef HEM
  float left = smoothstep(-0.35, 0.35, position.x);
  bone = bone * (1.0 - aHem) + (uBones[LEFT_SHIN] * left + uBones[RIGHT_SHIN] * (1.0 - left)) * aHem;
#endif
  return bone;
#endif
}

vec4 placed(mat4 bone) {
  vec4 p = bone * vec4(position, 1.0);
#ifdef STRAND
  float free = aSway * aSway;
  p.xyz += mix(uSway.xyz, uSwayTip, aSway) * free;
  p.x += 0.012 * free * sin(uSway.w + position.y * 4.0 + aStrand.z * 6.2832);
#endif
#ifdef SWAY
  // Cloth: the hem trails the body, and a slow ripple runs around it.
  p.xyz += uSway.xyz * aSway;
  p.xz += 0.022 * aSway * sin(uSway.w + position.y * 2.0 + position.xz * 6.0);
#endif
  return p;
}
