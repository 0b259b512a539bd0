/*
 * Exports After Effects comps as `fanchant-ae-comp` version 1 (see ae-comp.schema.json beside this file).
 *
 * One file, because a ScriptUI panel is installed as one file; ES3 only, because ExtendScript knows nothing newer.
 * Transforms are not rebuilt from position, rotation and scale: After Effects itself measures every layer, frame by
 * frame, with `toWorld` on a temporary null. So parents, orientation with rotation, auto-orient and expressions are
 * right by construction. The null, its source and the folder that After Effects makes for it are removed again.
 */
(function (host) {
  var FORMAT = "fanchant-ae-comp";
  var VERSION = 1;
  /* Points this far apart keep the columns exact even if After Effects rounds a point control to 1e-4 px. */
  var PROBE_SPAN_PX = 1000;
  var TICK_SAMPLES = 64;
  var DEFAULT_LENS_MM = 50;
  var FILM_WIDTH_MM = 36;
  var EXPRESSION_CONTROLS = /^(ADBE (Slider|Angle|Checkbox|Color|Point|Point3D|Layer|Dropdown) Control$|Pseudo\/)/;
  var STILL_SUFFIX = /\.(png|jpe?g|tiff?|exr|tga|dpx|psd|webp|bmp)$/i;

  var BLENDS = [
    "NORMAL", "DISSOLVE", "DANCING_DISSOLVE", "DARKEN", "MULTIPLY", "COLOR_BURN", "CLASSIC_COLOR_BURN", "LINEAR_BURN",
    "DARKER_COLOR", "ADD", "LIGHTEN", "SCREEN", "COLOR_DODGE", "CLASSIC_COLOR_DODGE", "LINEAR_DODGE", "LIGHTER_COLOR",
    "OVERLAY", "SOFT_LIGHT", "HARD_LIGHT", "LINEAR_LIGHT", "VIVID_LIGHT", "PIN_LIGHT", "HARD_MIX", "DIFFERENCE",
    "CLASSIC_DIFFERENCE", "EXCLUSION", "SUBTRACT", "DIVIDE", "HUE", "SATURATION", "COLOR", "LUMINOSITY",
    "STENCIL_ALPHA", "STENCIL_LUMA", "SILHOUETE_ALPHA", "SILHOUETTE_LUMA", "ALPHA_ADD", "LUMINESCENT_PREMUL"
  ];
  var MATTES = ["ALPHA", "ALPHA_INVERTED", "LUMA", "LUMA_INVERTED"];
  var MASK_MODES = ["NONE", "ADD", "SUBTRACT", "INTERSECT", "LIGHTEN", "DARKEN", "DIFFERENCE"];

  /* ---- JSON: ExtendScript has none ---- */

  /* Everything beyond ASCII is escaped: old File encoders write surrogate pairs as CESU-8, which is not UTF-8. */
  function jsonString(text) {
    var out = "\"";
    var i, code, c;
    for (i = 0; i < text.length; i++) {
      code = text.charCodeAt(i);
      c = text.charAt(i);
      if (c === "\"" || c === "\\") {
        out += "\\" + c;
      } else if (code < 32 || code > 126) {
        out += "\\u" + ("000" + code.toString(16)).slice(-4);
      } else {
        out += c;
      }
    }
    return out + "\"";
  }

  function jsonText(value) {
    var parts = [];
    var key, i;
    if (value === undefined) {
      throw new Error("After Effects gave no value where one was expected");
    }
    if (value === null) {
      return "null";
    }
    if (typeof value === "string") {
      return jsonString(value);
    }
    if (typeof value === "boolean") {
      return value ? "true" : "false";
    }
    if (typeof value === "number") {
      if (!isFinite(value)) {
        throw new Error("After Effects gave a value that is not a number");
      }
      return String(value);
    }
    if (value instanceof Array) {
      for (i = 0; i < value.length; i++) {
        parts.push(jsonText(value[i]));
      }
      return "[" + parts.join(",") + "]";
    }
    for (key in value) {
      if (value.hasOwnProperty(key)) {
        parts.push(jsonString(key) + ":" + jsonText(value[key]));
      }
    }
    return "{" + parts.join(",") + "}";
  }

  /* ---- small tools ---- */

  /* Nine decimals: far below a pixel, and the noise of the last bits does not turn a still track into a moving one. */
  function tidy(value) {
    var rounded = (Math.abs(value) < 1e6) ? (Math.round(value * 1e9) / 1e9) : value;
    return (rounded === 0) ? 0 : rounded;
  }

  function numbers(list, count) {
    var out = [];
    var i;
    for (i = 0; i < count; i++) {
      out.push((i < list.length) ? tidy(list[i]) : 0);
    }
    return out;
  }

  function points(list) {
    var out = [];
    var i;
    for (i = 0; i < list.length; i++) {
      out.push(numbers(list[i], 2));
    }
    return out;
  }

  function same(a, b) {
    var key;
    if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) {
      return a === b;
    }
    if (a instanceof Array && a.length !== b.length) {
      return false;
    }
    for (key in a) {
      if (!same(a[key], b[key])) {
        return false;
      }
    }
    return true;
  }

  /* A track holds one value per frame, or a single value where it never changes. */
  function collapse(track) {
    var i;
    for (i = 1; i < track.length; i++) {
      if (!same(track[i], track[0])) {
        return track;
      }
    }
    return [track[0]];
  }

  /* Adobe spells one of the two silhouette modes with a single T. */
  function nameIn(enumeration, names, value) {
    var i;
    for (i = 0; i < names.length; i++) {
      if (enumeration[names[i]] === value) {
        return (names[i] === "SILHOUETE_ALPHA") ? "silhouette_alpha" : names[i].toLowerCase();
      }
    }
    return null;
  }

  /* Cleaning up must go on where one of its steps fails. */
  function attempt(step) {
    try {
      step();
    } catch (error) {
      return error;
    }
    return null;
  }

  function frameOf(comp, time) {
    return time / comp.frameDuration;
  }

  /* The first frame at or after a time; a hair of rounding must not push it one on. */
  function frameFrom(comp, time) {
    return tidy(Math.ceil(frameOf(comp, time) - 1e-3));
  }

  function frameRate(rate) {
    var whole = Math.round(rate);
    if (Math.abs(rate - whole) < 1e-3) {
      return { numerator: whole, denominator: 1 };
    }
    if (Math.abs(rate - (whole * 1000) / 1001) < 1e-3) {
      return { numerator: whole * 1000, denominator: 1001 };
    }
    return { numerator: Math.round(rate * 1000), denominator: 1000 };
  }

  function compId(comp) {
    return "comp-" + comp.id;
  }

  function warn(job, comp, layer, property, message) {
    job.warnings.push({
      comp: compId(comp),
      layer_index: layer ? layer.index : null,
      layer: layer ? layer.name : null,
      property: property,
      message: message
    });
  }

  /* ---- the temporary null ---- */

  function listItems() {
    var items = [];
    var i;
    for (i = 1; i <= app.project.numItems; i++) {
      items.push(app.project.item(i));
    }
    return items;
  }

  function rememberProject() {
    var items = listItems();
    var seen = {};
    var i;
    for (i = 0; i < items.length; i++) {
      seen["item-" + items[i].id] = { selected: items[i].selected };
    }
    return seen;
  }

  /* Removes what was not there before (newest first, so sources go before their folder) and restores the selection. */
  function restoreProject(seen) {
    var items = listItems();
    var i;
    function settle(item) {
      var before = seen["item-" + item.id];
      if (!before) {
        item.remove();
      } else if (item.selected !== before.selected) {
        item.selected = before.selected;
      }
    }
    for (i = items.length - 1; i >= 0; i--) {
      attempt(function () {
        settle(items[i]);
      });
    }
  }

  function rememberComp(comp) {
    var layers = [];
    var i;
    for (i = 1; i <= comp.numLayers; i++) {
      layers.push({ layer: comp.layer(i), selected: comp.layer(i).selected });
    }
    return { layers: layers, properties: comp.selectedProperties, time: comp.time };
  }

  function restoreComp(comp, state) {
    var i;
    function select(target, selected) {
      if (target.selected !== selected) {
        target.selected = selected;
      }
    }
    for (i = 0; i < state.layers.length; i++) {
      attempt(function () {
        select(state.layers[i].layer, state.layers[i].selected);
      });
    }
    for (i = 0; i < state.properties.length; i++) {
      attempt(function () {
        select(state.properties[i], true);
      });
    }
    if (comp.time !== state.time) {
      attempt(function () {
        comp.time = state.time;
      });
    }
  }

  function addProbe(comp, probe) {
    var parade, i;
    probe.layer = comp.layers.addNull(comp.duration);
    /* At the end, or expressions that name layers by number would meet their neighbours. */
    probe.layer.moveToEnd();
    parade = probe.layer.property("ADBE Effect Parade");
    for (i = 0; i < 4; i++) {
      parade.addProperty("ADBE Point3D Control");
    }
    /* Only now: adding to an indexed group makes references to its earlier members invalid. */
    for (i = 0; i < 4; i++) {
      probe.points.push(parade.property(i + 1).property("ADBE Point3D Control-0001"));
    }
  }

  /* Runs work(probe) with a null in the comp, and leaves comp and project as they were, whatever happens. */
  function withProbe(comp, work) {
    var project = rememberProject();
    var state = rememberComp(comp);
    var probe = { layer: null, points: [] };
    try {
      addProbe(comp, probe);
      return work(probe);
    } finally {
      if (probe.layer) {
        attempt(function () {
          probe.layer.remove();
        });
      }
      restoreProject(project);
      restoreComp(comp, state);
    }
  }

  function checkProbe(probe, layer) {
    var i;
    for (i = 0; i < 4; i++) {
      if (probe.points[i].expressionError !== "") {
        throw new Error(
          "Layer " + layer.index + " \"" + layer.name + "\": its transform could not be measured: " +
          probe.points[i].expressionError
        );
      }
    }
  }

  /* The expression runs in both of After Effects' expression engines. A 2D layer may answer with two numbers. */
  function aimProbe(probe, layer) {
    var span = String(PROBE_SPAN_PX);
    var ends = ["[0,0,0]", "[" + span + ",0,0]", "[0," + span + ",0]", "[0,0," + span + "]"];
    var i;
    for (i = 0; i < 4; i++) {
      probe.points[i].expression =
        "var p = thisComp.layer(" + layer.index + ").toWorld(" + ends[i] + "); [p[0], p[1], (p.length > 2 ? p[2] : 0)]";
    }
    checkProbe(probe, layer);
  }

  /* Column-major layer-to-world matrix. A 2D layer has no depth: what toWorld says of its z axis is not meant. */
  function readMatrix(probe, time, flat) {
    var matrix = [];
    var origin = probe.points[0].valueAtTime(time, false);
    var column, row, end;
    for (column = 1; column < 4; column++) {
      end = probe.points[column].valueAtTime(time, false);
      for (row = 0; row < 3; row++) {
        matrix.push(tidy((end[row] - origin[row]) / PROBE_SPAN_PX));
      }
      matrix.push(0);
    }
    matrix = matrix.concat(numbers(origin, 3), [1]);
    if (flat) {
      matrix[2] = matrix[6] = matrix[8] = matrix[9] = matrix[14] = 0;
      matrix[10] = 1;
    }
    return matrix;
  }

  /* ---- baking ---- */

  /* The frames of a scope in which a layer shows; outside them a track repeats its nearest value. */
  function layerScope(scope, layer) {
    var last = scope.first + scope.count - 1;
    var from = frameFrom(scope.comp, Math.min(layer.inPoint, layer.outPoint));
    var to = frameFrom(scope.comp, Math.max(layer.inPoint, layer.outPoint)) - 1;
    from = Math.min(Math.max(from, scope.first), last);
    return { comp: scope.comp, job: scope.job, first: scope.first, count: scope.count, from: from,
      to: Math.max(from, Math.min(to, last)) };
  }

  /* One value per frame of the scope; `varies` false asks After Effects only once. */
  function bake(scope, varies, sample) {
    var values = [];
    var track = [];
    var last = varies ? scope.to : scope.from;
    var frame;
    for (frame = scope.from; frame <= last; frame++) {
      scope.job.tick();
      values.push(sample(frame * scope.comp.frameDuration));
    }
    for (frame = scope.first; frame < scope.first + scope.count; frame++) {
      track.push(values[Math.max(0, Math.min(frame - scope.from, values.length - 1))]);
    }
    return track;
  }

  function bakeProperty(scope, property, convert) {
    return bake(scope, property.isTimeVarying, function (time) {
      return convert(property.valueAtTime(time, false));
    });
  }

  function fraction(percent) {
    return tidy(percent / 100);
  }

  /* Whether a layer, or anything that carries it, may move; auto-orient turns a layer without a key of its own. */
  function moves(layer) {
    var node, group, i;
    for (node = layer; node; node = node.parent) {
      if (!(node instanceof CameraLayer) && node.autoOrient !== AutoOrientType.NO_AUTO_ORIENT) {
        return true;
      }
      group = node.property("ADBE Transform Group");
      for (i = 1; i <= group.numProperties; i++) {
        if (group.property(i).isTimeVarying) {
          return true;
        }
      }
    }
    return false;
  }

  function bakeMatrix(scope, probe, layer) {
    var flat = !(layer instanceof CameraLayer) && !layer.threeDLayer;
    var track;
    aimProbe(probe, layer);
    track = bake(scope, moves(layer), function (time) {
      return readMatrix(probe, time, flat);
    });
    checkProbe(probe, layer);
    return track;
  }

  /* ---- cameras ---- */

  function bakeCamera(scope, probe, layer) {
    var options = layer.property("ADBE Camera Options Group");
    var within = layerScope(scope, layer);
    function option(name, convert) {
      return bakeProperty(within, options.property("ADBE Camera " + name), convert);
    }
    return {
      layer: layer.index,
      first: frameFrom(scope.comp, layer.inPoint),
      end: frameFrom(scope.comp, layer.outPoint),
      matrix_track: bakeMatrix(within, probe, layer),
      zoom_px_track: option("Zoom", tidy),
      depth_of_field_track: option("Depth of Field", Boolean),
      focus_distance_px_track: option("Focus Distance", tidy),
      aperture_px_track: option("Aperture", tidy),
      blur_level_track: option("Blur Level", fraction)
    };
  }

  /* After Effects looks through a 50 mm lens at the comp's centre where there is no camera. */
  function defaultCamera(scope) {
    var zoom = (scope.comp.width * DEFAULT_LENS_MM) / FILM_WIDTH_MM;
    var matrix = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, scope.comp.width / 2, scope.comp.height / 2, tidy(-zoom), 1];
    return {
      layer: 0,
      matrix_track: [matrix],
      zoom_px_track: [tidy(zoom)],
      depth_of_field_track: [false],
      focus_distance_px_track: [tidy(zoom)],
      aperture_px_track: [0],
      blur_level_track: [0]
    };
  }

  /* The topmost camera that shows at a frame is the one looked through. */
  function joinCameras(scope, cameras) {
    var fallback = defaultCamera(scope);
    var joined = { layer_track: [] };
    var frame, i, source, key;
    for (frame = scope.first; frame < scope.first + scope.count; frame++) {
      source = fallback;
      for (i = cameras.length - 1; i >= 0; i--) {
        if (frame >= cameras[i].first && frame < cameras[i].end) {
          source = cameras[i];
        }
      }
      joined.layer_track.push(source.layer);
      for (key in fallback) {
        if (key !== "layer") {
          joined[key] = joined[key] || [];
          joined[key].push((source === fallback) ? fallback[key][0] : source[key][frame - scope.first]);
        }
      }
    }
    for (key in joined) {
      joined[key] = collapse(joined[key]);
    }
    return joined;
  }

  /* ---- parts of a layer ---- */

  function describeMarkers(comp, property) {
    var markers = [];
    var i, marker;
    for (i = 1; property && i <= property.numKeys; i++) {
      marker = property.keyValue(i);
      markers.push({
        frame: Math.round(frameOf(comp, property.keyTime(i))),
        duration_frames: Math.round(frameOf(comp, marker.duration)),
        comment: marker.comment
      });
    }
    return markers;
  }

  function maskPath(shape) {
    return {
      closed: shape.closed,
      vertices: points(shape.vertices),
      in_tangents: points(shape.inTangents),
      out_tangents: points(shape.outTangents)
    };
  }

  function describeMasks(scope, layer) {
    var parade = layer.property("ADBE Mask Parade");
    var masks = [];
    var i, mask, shape;
    function pair(value) {
      return numbers(value, 2);
    }
    for (i = 1; parade && i <= parade.numProperties; i++) {
      mask = parade.property(i);
      shape = mask.property("ADBE Mask Shape");
      if (shape.value.featherSegLocs && shape.value.featherSegLocs.length > 0) {
        warn(scope.job, scope.comp, layer, mask.name, "feather points are left out; the mask's own feather is kept");
      }
      masks.push({
        name: mask.name,
        mode: nameIn(MaskMode, MASK_MODES, mask.maskMode),
        inverted: mask.inverted,
        path_track: collapse(bakeProperty(scope, shape, maskPath)),
        feather_px_track: collapse(bakeProperty(scope, mask.property("ADBE Mask Feather"), pair)),
        opacity_track: collapse(bakeProperty(scope, mask.property("ADBE Mask Opacity"), fraction)),
        expansion_px_track: collapse(bakeProperty(scope, mask.property("ADBE Mask Offset"), tidy))
      });
    }
    return masks;
  }

  function describeBlend(scope, layer) {
    var blend = nameIn(BlendingMode, BLENDS, layer.blendingMode);
    if (blend === null) {
      warn(scope.job, scope.comp, layer, "Blending Mode", "unknown to this exporter, so normal is exported");
    }
    return blend || "normal";
  }

  /* Since 2023 a matte is any layer; before, it was the one above. */
  function describeMatte(layer) {
    var mode = nameIn(TrackMatteType, MATTES, layer.trackMatteType);
    if (mode === null) {
      return null;
    }
    return { mode: mode, layer: layer.trackMatteLayer ? layer.trackMatteLayer.index : layer.index - 1 };
  }

  function justification(value) {
    if (value === ParagraphJustification.CENTER_JUSTIFY) {
      return "center";
    }
    if (value === ParagraphJustification.RIGHT_JUSTIFY) {
      return "right";
    }
    return (value === ParagraphJustification.LEFT_JUSTIFY) ? "left" : "full";
  }

  function describeText(scope, layer) {
    var group = layer.property("ADBE Text Properties");
    var property = group.property("ADBE Text Document");
    var time = scope.from * scope.comp.frameDuration;
    var doc = property.valueAtTime(time, false);
    var rect = layer.sourceRectAtTime(time, false);
    var animators = group.property("ADBE Text Animators");
    if (property.isTimeVarying) {
      warn(scope.job, scope.comp, layer, "Source Text", "animated text: only the text at its first frame is exported");
    }
    if (animators && animators.numProperties > 0) {
      warn(scope.job, scope.comp, layer, "Animators", "text animators are not exported");
    }
    return {
      text: doc.text.replace(/\r\n?|\u0003/g, "\n"),
      font: doc.font,
      font_family: doc.fontFamily || "",
      font_style: doc.fontStyle || "",
      size_px: tidy(doc.fontSize),
      tracking: tidy(doc.tracking),
      fill: doc.applyFill ? numbers(doc.fillColor, 3) : null,
      stroke: doc.applyStroke ? numbers(doc.strokeColor, 3) : null,
      stroke_px: doc.applyStroke ? tidy(doc.strokeWidth) : 0,
      justification: justification(doc.justification),
      box_px: doc.boxText ? numbers(doc.boxTextSize, 2) : null,
      box_position_px: (doc.boxText && doc.boxTextPos) ? numbers(doc.boxTextPos, 2) : null,
      rect_px: numbers([rect.left, rect.top, rect.width, rect.height], 4)
    };
  }

  /* Relative to the exported file where that is possible, with forward slashes on every system. */
  function sourcePath(job, file) {
    return decodeURI(file.getRelativeURI(job.folder.absoluteURI));
  }

  function describeAlpha(main) {
    if (!main.hasAlpha) {
      return "none";
    }
    if (main.alphaMode === AlphaMode.IGNORE) {
      return "ignore";
    }
    return (main.alphaMode === AlphaMode.PREMULTIPLIED) ? "premultiplied" : "straight";
  }

  function describeFile(scope, layer) {
    var source = layer.source;
    var main = source.mainSource;
    if (source.footageMissing) {
      warn(scope.job, scope.comp, layer, "Source", "the footage is missing");
    }
    if (!main.isStill && STILL_SUFFIX.test(source.file.name)) {
      warn(scope.job, scope.comp, layer, "Source", "an image sequence: make it a video file first");
    }
    return {
      kind: "file",
      name: source.name,
      path: sourcePath(scope.job, source.file),
      width_px: source.width,
      height_px: source.height,
      alpha: describeAlpha(main),
      fps: main.isStill ? null : frameRate(source.frameRate),
      duration_s: main.isStill ? null : tidy(source.duration)
    };
  }

  function describeSource(scope, layer, type) {
    if (type === "image" || type === "video") {
      return describeFile(scope, layer);
    }
    if (type === "solid") {
      return { kind: "solid", colour: numbers(layer.source.mainSource.color, 3) };
    }
    if (type === "precomp") {
      return { kind: "comp", comp: compId(layer.source) };
    }
    return null;
  }

  /* { type, unsupported }: what a layer is, or why it cannot be exported. Text and shapes first: they are AV layers. */
  function classify(layer) {
    var main;
    if (layer instanceof CameraLayer) {
      return { type: "camera" };
    }
    if (layer instanceof LightLayer) {
      return { type: "unsupported", unsupported: "light" };
    }
    if (layer instanceof ShapeLayer) {
      return { type: "unsupported", unsupported: "shape" };
    }
    if (layer instanceof TextLayer) {
      return { type: "text" };
    }
    if (!(layer instanceof AVLayer) || !layer.source) {
      return { type: "unsupported", unsupported: "unknown" };
    }
    if (layer.nullLayer) {
      return { type: "null" };
    }
    if (layer.adjustmentLayer) {
      return { type: "adjustment" };
    }
    if (layer.source instanceof CompItem) {
      return { type: "precomp" };
    }
    main = layer.source.mainSource;
    if (!layer.hasVideo) {
      return { type: "unsupported", unsupported: "audio" };
    }
    if (main instanceof SolidSource) {
      return { type: "solid" };
    }
    if (main instanceof FileSource) {
      return { type: main.isStill ? "image" : "video" };
    }
    return { type: "unsupported", unsupported: "placeholder" };
  }

  /* ---- warnings ---- */

  function warnEffects(scope, layer) {
    var parade = layer.property("ADBE Effect Parade");
    var i, effect;
    for (i = 1; parade && i <= parade.numProperties; i++) {
      effect = parade.property(i);
      if (effect.enabled && !EXPRESSION_CONTROLS.test(effect.matchName)) {
        warn(scope.job, scope.comp, layer, effect.name, "effects are not exported: bake the effect into the footage");
      }
    }
  }

  function warnStyles(scope, layer) {
    var styles = layer.property("ADBE Layer Styles");
    var i, style;
    /* Every style is always listed; only those that were added can be switched. */
    for (i = 1; styles && styles.enabled && i <= styles.numProperties; i++) {
      style = styles.property(i);
      if (style.canSetEnabled && style.enabled && style.matchName !== "ADBE Blend Options Group") {
        warn(scope.job, scope.comp, layer, style.name, "layer styles are not exported");
      }
    }
  }

  function warnExpressions(scope, layer, node) {
    var i;
    if (!node) {
      return;
    }
    if (node.propertyType !== PropertyType.PROPERTY) {
      for (i = 1; i <= node.numProperties; i++) {
        warnExpressions(scope, layer, node.property(i));
      }
    } else if (node.canSetExpression && node.expression !== "" && node.expressionError !== "") {
      warn(scope.job, scope.comp, layer, node.name, "its expression fails, so its plain value is exported: " +
        node.expressionError);
    }
  }

  function warnSwitches(scope, layer) {
    if (layer.preserveTransparency) {
      warn(scope.job, scope.comp, layer, "Preserve Underlying Transparency", "the switch is not exported");
    }
    if (layer.frameBlending) {
      warn(scope.job, scope.comp, layer, "Frame Blending", "frame blending is not exported");
    }
    if (layer.parent && !layer.threeDLayer && layer.parent.threeDLayer) {
      warn(scope.job, scope.comp, layer, "Parent", "2D on a 3D parent: only its movement in the plane is exported");
    }
    if (!(layer instanceof CameraLayer) && layer.autoOrient === AutoOrientType.CAMERA_OR_POINT_OF_INTEREST) {
      warn(scope.job, scope.comp, layer, "Auto-Orient", "turns towards the camera: compare the result with a render");
    }
  }

  /* ---- layers ---- */

  function describeSlot(scope, layer, type) {
    var match = /^@([A-Za-z0-9_\-]+)\s*(.*)$/.exec(layer.name);
    if (!match) {
      if (layer.name.charAt(0) === "@") {
        warn(scope.job, scope.comp, layer, "Name", "not a slot: write @fan, @name or @sticker, a space and a label");
      }
      return;
    }
    if (!/^(fan|name|sticker)$/.test(match[1])) {
      warn(scope.job, scope.comp, layer, "Name", "unknown slot @" + match[1] + ": there are @fan, @name and @sticker");
      return;
    }
    if ((match[1] === "name") !== (type === "text")) {
      warn(scope.job, scope.comp, layer, "Name", "@name belongs on a text layer, @fan and @sticker on a picture");
    }
    scope.job.slots.push({ slot: match[1], label: match[2], comp: compId(scope.comp), layer: layer.index });
  }

  function describeBase(scope, layer, kind) {
    var comp = scope.comp;
    return {
      index: layer.index,
      name: layer.name,
      type: kind.type,
      parent: layer.parent ? layer.parent.index : null,
      in_frame: frameFrom(comp, Math.min(layer.inPoint, layer.outPoint)),
      out_frame: frameFrom(comp, Math.max(layer.inPoint, layer.outPoint)),
      start_frame: tidy(frameOf(comp, layer.startTime)),
      stretch_percent: tidy(layer.stretch),
      visible: layer.enabled && !layer.guideLayer,
      markers: describeMarkers(comp, layer.property("ADBE Marker"))
    };
  }

  function addSpatial(out, scope, probe, layer) {
    var remap = layer.timeRemapEnabled ? layer.property("ADBE Time Remapping") : null;
    var opacity = layer.property("ADBE Transform Group").property("ADBE Opacity");
    out.three_d = layer.threeDLayer;
    out.collapse = layer.collapseTransformation;
    out.motion_blur = layer.motionBlur;
    out.blend = describeBlend(scope, layer);
    out.matte = describeMatte(layer);
    out.is_matte = layer.isTrackMatte;
    out.size_px = [layer.width, layer.height];
    out.matrix_track = collapse(bakeMatrix(scope, probe, layer));
    out.opacity_track = collapse(bakeProperty(scope, opacity, fraction));
    out.masks = describeMasks(scope, layer);
    out.time_remap_s_track = remap ? collapse(bakeProperty(scope, remap, tidy)) : null;
    out.source = describeSource(scope, layer, out.type);
    out.text = (out.type === "text") ? describeText(scope, layer) : null;
    warnExpressions(scope, layer, layer.property("ADBE Mask Parade"));
    warnExpressions(scope, layer, layer.property("ADBE Text Properties"));
    warnExpressions(scope, layer, remap);
    warnEffects(scope, layer);
    warnStyles(scope, layer);
    warnSwitches(scope, layer);
  }

  function describeLayer(scope, probe, layer, cameras) {
    var kind = classify(layer);
    var out = describeBase(scope, layer, kind);
    if (kind.type === "unsupported") {
      out.unsupported = kind.unsupported;
      warn(scope.job, scope.comp, layer, "Layer", "a layer of this kind is not exported: " + kind.unsupported);
      return out;
    }
    warnExpressions(scope, layer, layer.property("ADBE Transform Group"));
    if (kind.type === "camera") {
      warnExpressions(scope, layer, layer.property("ADBE Camera Options Group"));
      out.two_node = layer.autoOrient === AutoOrientType.CAMERA_OR_POINT_OF_INTEREST;
      if (layer.enabled) {
        cameras.push(bakeCamera(scope, probe, layer));
      }
      return out;
    }
    addSpatial(out, layerScope(scope, layer), probe, layer);
    describeSlot(scope, layer, kind.type);
    return out;
  }

  /* ---- comps ---- */

  function describeComp(scope) {
    var comp = scope.comp;
    var layers = [];
    var cameras = [];
    var count = comp.numLayers;
    if (Math.abs(comp.pixelAspect - 1) > 1e-6) {
      warn(scope.job, comp, null, "Pixel Aspect Ratio", "pixels that are not square are exported as if they were");
    }
    withProbe(comp, function (probe) {
      var i;
      for (i = 1; i <= count; i++) {
        scope.job.progress(comp.name + ": " + comp.layer(i).name);
        layers.push(describeLayer(scope, probe, comp.layer(i), cameras));
      }
    });
    return {
      id: compId(comp),
      name: comp.name,
      width: comp.width,
      height: comp.height,
      pixel_aspect: tidy(comp.pixelAspect),
      fps: frameRate(comp.frameRate),
      frames: Math.round(frameOf(comp, comp.duration)),
      bake_first_frame: scope.first,
      bake_frames: scope.count,
      background: numbers(comp.bgColor, 3),
      motion_blur: {
        enabled: comp.motionBlur,
        shutter_angle_deg: comp.shutterAngle,
        shutter_phase_deg: comp.shutterPhase,
        samples: comp.motionBlurSamplesPerFrame
      },
      markers: describeMarkers(comp, comp.markerProperty),
      camera: joinCameras(scope, cameras),
      layers: layers
    };
  }

  /* The comp and, where asked for, every comp below it, each once. */
  function gatherComps(root, nested) {
    var comps = [root];
    var i, k, source, layer;
    function has(comp) {
      var n;
      for (n = 0; n < comps.length; n++) {
        if (comps[n].id === comp.id) {
          return true;
        }
      }
      return false;
    }
    for (i = 0; nested && i < comps.length; i++) {
      for (k = 1; k <= comps[i].numLayers; k++) {
        layer = comps[i].layer(k);
        source = (layer instanceof AVLayer) ? layer.source : null;
        if (source instanceof CompItem && !has(source)) {
          comps.push(source);
        }
      }
    }
    return comps;
  }

  function countLayers(comps) {
    var total = 0;
    var i;
    for (i = 0; i < comps.length; i++) {
      total += comps[i].numLayers;
    }
    return total;
  }

  /* A precomp is baked whole: which of its frames show is up to the layer that holds it. */
  function describeProject(job, options) {
    var comps = gatherComps(options.comp, options.nested);
    var described = [];
    var i, isRoot;
    job.total = countLayers(comps);
    for (i = 0; i < comps.length; i++) {
      isRoot = i === 0;
      described.push(describeComp({
        job: job,
        comp: comps[i],
        first: isRoot ? options.first : 0,
        count: isRoot ? options.count : Math.round(frameOf(comps[i], comps[i].duration)),
        from: isRoot ? options.first : 0,
        to: 0
      }));
    }
    if (!options.nested) {
      warnMissingComps(job, options.comp);
    }
    return {
      format: FORMAT,
      version: VERSION,
      after_effects: app.version,
      root: compId(options.comp),
      comps: described,
      slots: job.slots,
      warnings: job.warnings
    };
  }

  function warnMissingComps(job, comp) {
    var i, layer;
    for (i = 1; i <= comp.numLayers; i++) {
      layer = comp.layer(i);
      if (layer instanceof AVLayer && layer.source instanceof CompItem) {
        warn(job, comp, layer, "Source", "precomps were left out of this export");
      }
    }
  }

  /* ---- the file ---- */

  function fail(file, what) {
    throw new Error(
      what + " " + file.fsName + (file.error ? " (" + file.error + ")" : "") +
      ". Allow scripts to write files in Preferences > Scripting & Expressions, and check that the folder exists."
    );
  }

  /* Written beside the target and then renamed, so that nobody ever reads half a file. */
  function writeFile(target, text) {
    var part = new File(target.absoluteURI + ".part");
    var old = new File(target.absoluteURI + ".old");
    var leaf = decodeURI(target.name);
    var replaces = target.exists;
    try {
      part.encoding = "UTF-8";
      part.lineFeed = "Unix";
      if (!part.open("w")) {
        fail(part, "Cannot open");
      }
      if (!part.write(text) || !part.close()) {
        fail(part, "Cannot write");
      }
      if (replaces && !new File(target.absoluteURI).rename(leaf + ".old")) {
        fail(target, "Cannot replace");
      }
      if (!new File(part.absoluteURI).rename(leaf)) {
        if (replaces) {
          new File(old.absoluteURI).rename(leaf);
        }
        fail(target, "Cannot write");
      }
      if (replaces) {
        old.remove();
      }
    } finally {
      attempt(function () {
        part.close();
      });
      if (part.exists) {
        part.remove();
      }
    }
  }

  /* ---- one export ---- */

  function makeJob(view, folder) {
    var job = { warnings: [], slots: [], samples: 0, done: 0, total: 1, cancelled: false, folder: folder };
    job.tick = function () {
      job.samples++;
      if (job.samples % TICK_SAMPLES === 0) {
        view.refresh();
      }
      if (job.cancelled || (job.samples % TICK_SAMPLES === 0 && view.escapePressed())) {
        throw new Error("Cancelled");
      }
    };
    job.progress = function (label) {
      view.show(label, job.done / job.total);
      job.done++;
      job.tick();
    };
    return job;
  }

  /* Exports options.comp into options.file; the project is left as it was found. Returns what was exported. */
  function runExport(job, options) {
    var result;
    app.beginUndoGroup("Fanchant: export comp");
    try {
      result = describeProject(job, options);
    } finally {
      app.endUndoGroup();
    }
    writeFile(options.file, jsonText(result));
    return result;
  }

  /* ---- panel ---- */

  function listComps() {
    var items = listItems();
    var comps = [];
    var i;
    for (i = 0; i < items.length; i++) {
      if (items[i] instanceof CompItem) {
        comps.push(items[i]);
      }
    }
    return comps;
  }

  function wholeNumber(text, what) {
    if (!/^\s*\d+\s*$/.test(text)) {
      throw new Error(what + " must be a whole number of frames, counted from 0.");
    }
    return parseInt(text, 10);
  }

  function readOptions(panel, comps) {
    var comp = panel.chooser.selection ? comps[panel.chooser.selection.index] : null;
    var first, last, frames, file;
    if (!comp) {
      throw new Error("Choose a comp first.");
    }
    if (panel.output.text === "") {
      throw new Error("Choose an output file first.");
    }
    first = wholeNumber(panel.first.text, "The first frame");
    last = wholeNumber(panel.last.text, "The last frame");
    frames = Math.round(frameOf(comp, comp.duration));
    if (first > last || last >= frames) {
      throw new Error("The frames must lie between 0 and " + (frames - 1) + ", the first before the last.");
    }
    file = new File(panel.output.text);
    if (!file.parent.exists) {
      throw new Error("The folder of the output file does not exist.");
    }
    return { comp: comp, file: file, first: first, count: last - first + 1, nested: panel.nested.value };
  }

  function warningLines(warnings) {
    var lines = [];
    var i;
    for (i = 0; i < warnings.length; i++) {
      lines.push(
        ((warnings[i].layer === null) ? "Comp" : (warnings[i].layer_index + " " + warnings[i].layer)) +
        " / " + warnings[i].property + ": " + warnings[i].message
      );
    }
    return lines.join("\n");
  }

  function addControls(window) {
    var controls = {};
    var row;
    function add(parent, kind, text, name, width) {
      var control = parent.add(kind, undefined, text, { name: name });
      if (width) {
        control.preferredSize.width = width;
      }
      controls[name] = control;
      return control;
    }
    function addRow() {
      var group = window.add("group");
      group.orientation = "row";
      return group;
    }
    window.orientation = "column";
    window.alignChildren = ["fill", "top"];
    row = addRow();
    row.add("statictext", undefined, "Comp");
    add(row, "dropdownlist", [], "chooser", 180);
    add(row, "button", "Refresh", "reload");
    row = addRow();
    row.add("statictext", undefined, "File");
    add(row, "edittext", "", "output", 180);
    add(row, "button", "Choose...", "browse");
    row = addRow();
    row.add("statictext", undefined, "Frames");
    add(row, "edittext", "0", "first", 50);
    row.add("statictext", undefined, "to");
    add(row, "edittext", "0", "last", 50);
    add(row, "button", "Work area", "workArea");
    add(window, "checkbox", "Include precomps", "nested").value = true;
    row = addRow();
    add(row, "button", "Export", "start");
    add(row, "button", "Cancel (or hold Esc)", "cancel").enabled = false;
    controls.bar = window.add("progressbar", undefined, 0, 0, 1);
    add(window, "statictext", "", "status", 320);
    controls.report = window.add("edittext", undefined, "", { name: "report", multiline: true, readonly: true });
    controls.report.preferredSize.height = 100;
    return controls;
  }

  function makeView(window, panel) {
    return {
      show: function (label, done) {
        panel.status.text = label;
        panel.bar.value = done;
        this.refresh();
      },
      refresh: function () {
        if (window.update) {
          window.update();
        }
      },
      escapePressed: function () {
        var keyboard = ScriptUI.environment.keyboardState;
        return keyboard ? (keyboard.keyName === "Escape") : false;
      }
    };
  }

  function fillChooser(panel) {
    var comps = listComps();
    var active = app.project.activeItem;
    var i;
    panel.chooser.removeAll();
    for (i = 0; i < comps.length; i++) {
      panel.chooser.add("item", comps[i].name);
      if (active && active.id === comps[i].id) {
        panel.chooser.selection = i;
      }
    }
    return comps;
  }

  function buildPanel(window) {
    var panel = addControls(window);
    var view = makeView(window, panel);
    var comps = [];
    var job = null;

    function chosen() {
      return panel.chooser.selection ? comps[panel.chooser.selection.index] : null;
    }
    function showRange(start, duration) {
      var comp = chosen();
      var first = Math.round(frameOf(comp, start));
      panel.first.text = String(first);
      panel.last.text = String(first + Math.round(frameOf(comp, duration)) - 1);
    }
    function setBusy(busy) {
      panel.start.enabled = !busy;
      panel.cancel.enabled = busy;
    }
    panel.chooser.onChange = function () {
      if (chosen()) {
        showRange(0, chosen().duration);
      }
    };
    /* Filling the list fires onChange, which must not meet comps that may be gone. */
    panel.reload.onClick = function () {
      comps = [];
      comps = fillChooser(panel);
      panel.chooser.onChange();
    };
    panel.workArea.onClick = function () {
      if (chosen()) {
        showRange(chosen().workAreaStart, chosen().workAreaDuration);
      }
    };
    panel.browse.onClick = function () {
      var file = File.saveDialog("Export comp as", "JSON:*.json");
      if (file) {
        panel.output.text = file.fsName;
      }
    };
    panel.cancel.onClick = function () {
      if (job) {
        job.cancelled = true;
      }
    };
    panel.start.onClick = function () {
      var options, result;
      panel.report.text = "";
      setBusy(true);
      try {
        options = readOptions(panel, comps);
        job = makeJob(view, options.file.parent);
        result = runExport(job, options);
        view.show("Done: " + result.comps.length + " comps, " + result.slots.length + " slots, " +
          result.warnings.length + " warnings", 1);
        panel.report.text = warningLines(result.warnings);
      } catch (error) {
        view.show("Not exported. " + error.message, 0);
      } finally {
        job = null;
        setBusy(false);
      }
    };
    panel.reload.onClick();
  }

  function open() {
    var docked = host instanceof Panel;
    var window = docked ? host : new Window("palette", "Fanchant comp export", undefined, { resizeable: true });
    buildPanel(window);
    window.layout.layout(true);
    window.onResizing = window.onResize = function () {
      this.layout.resize();
    };
    if (!docked) {
      window.center();
      window.show();
    }
  }

  open();
})(this);
