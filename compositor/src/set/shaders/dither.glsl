/** Breaks up the steps of dark gradients; bound to the pixel, not to time, so that an encoder can skip it. */
vec3 dithered(vec3 c) { return c + (hash2(gl_FragCoord.xy) + hash2(gl_FragCoord.yx + 17.0) - 1.0) * (1.0 / 255.0); }
