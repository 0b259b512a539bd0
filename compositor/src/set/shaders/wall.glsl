float hexagon(vec2 p) {
  p = abs(p);
  return max(p.x, p.x * 0.5 + p.y * 0.8660254);
}

/** A bright line of half width `w` around 0, its edge `soft` wide. */
float lineOf(float d, float w, float soft) { return 1.0 - smoothstep(w, w + soft, abs(d)); }

/**
 * The picture on the LED wall. `p` is in units from the wall's centre, `size` the wall's size; `soft` blurs it, for
 * reflections. Rings of light run outwards and start on the beat; an equaliser dances along the lower edge.
 */
vec3 wallPicture(vec2 p, vec2 size, float beat, float soft) {
  float side = smoothstep(-0.62, 0.62, p.x / size.x + 0.22 * sin(beat * 0.3927));
  // By way of violet: magenta and cyan alone meet in grey.
  vec3 hue = side < 0.5 ? mix(uColours[0], uColours[2], side * 2.0) : mix(uColours[2], uColours[1], side * 2.0 - 1.0);
  vec3 colour = mix(uColours[2] * 0.20, hue * 0.40, smoothstep(0.75, 0.0, abs(p.y / size.y + 0.12)));

  float h = hexagon(p.yx * vec2(1.0, 0.82));
  float phase = h * 0.42 - beat * 0.5;
  float cell = fract(phase) - 0.5;
  float ring = lineOf(cell, 0.07, 0.10 + soft) + 0.35 * lineOf(cell - 0.24, 0.02, 0.03 + soft);
  colour += hue * ring * (0.34 + 0.62 * beatPulse(beat, 2.4)) * smoothstep(14.0, 2.0, h) * smoothstep(0.4, 2.4, h);

  float rays = 0.5 + 0.5 * cos(atan(p.x, p.y + 7.0) * 22.0 + sin(beat * 0.7854) * 1.5);
  colour += mix(uColours[2], hue, 0.5) * smoothstep(0.55, 1.0 + soft, rays) * 0.20 * smoothstep(-0.55, 0.45, p.y / size.y);

  float bars = 44.0;
  float column = floor((p.x / size.x + 0.5) * bars);
  float centre = 1.0 - abs((column + 0.5) / bars - 0.5) * 2.0;
  float swing = 0.5 + 0.5 * sin(beat * 6.2832 * (0.25 + 0.5 * hash1(column)) + hash1(column + 7.0) * 6.2832);
  float level = size.y * (0.04 + 0.24 * (0.25 + 0.75 * centre) * (0.35 + 0.65 * swing) * (0.55 + 0.45 * beatPulse(beat, 2.0)));
  float above = p.y + size.y * 0.5;
  float inBar = lineOf(fract((p.x / size.x + 0.5) * bars) - 0.5, 0.33, 0.1 + soft);
  float lit = inBar * (1.0 - smoothstep(level, level + 0.15 + soft * 4.0, above));
  colour = mix(colour, mix(uColours[2], hue, clamp(above / (size.y * 0.24), 0.0, 1.0)) * 1.05, lit * 0.85);
  return colour;
}
