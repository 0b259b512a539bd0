"""Text layers: as outlines where the file holds its glyphs, else as words for the browser to shape.

Lines, tracking, justification and animators are laid out as Bodymovin's own player does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from contracts.precomp import Paint, Stroke, TextRun
from tasks.comp_import.keyframes import Vector, value_at
from tasks.comp_import.paths import Outline, bezier_at, path_data
from tasks.comp_import.report import Report
from tasks.comp_import.selectors import BREAK, shares
from tasks.comp_import.transforms import Matrix, padded, rotation, skew, translation

GLYPH_SIZE = 100.0
AUTO_LEADING = 1.2
JUSTIFIED: dict[int, Literal["left", "right", "center"]] = {0: "left", 1: "right", 2: "center"}
LAST_LINE_JUSTIFIED = {3: 0, 4: 1, 5: 2, 6: 0}
ALL_CAPS = 1
WEIGHTS = {"thin": 100, "light": 300, "medium": 500, "semibold": 600, "bold": 700, "black": 900, "heavy": 900}
ANIMATED = {"p", "a", "s", "r", "o", "t", "fc", "sc", "sw", "sk", "sa", "fo", "so"}
ANIMATED_NAMES = {"rx": "x rotation", "ry": "y rotation", "bl": "blur", "ls": "line spacing", "fh": "fill hue"}
ANIMATED_NAMES |= {"fs": "fill saturation", "fb": "fill brightness"}


@dataclass(frozen=True)
class Fonts:
    """What a file says of its fonts: by name, and glyphs by character, style and family."""

    by_name: dict[str, dict[str, Any]]
    glyphs: dict[tuple[str, str, str], dict[str, Any]]

    @classmethod
    def of(cls, data: dict[str, Any]) -> Fonts:
        fonts = {str(font.get("fName")): font for font in (data.get("fonts") or {}).get("list", [])}
        chars = data.get("chars") or []
        glyphs = {(str(c.get("ch")), str(c.get("style", "")), str(c.get("fFamily", ""))): c for c in chars}
        return cls(fonts, glyphs)


@dataclass
class _Letter:
    """A character on its line: left end and advance in pixels."""

    glyph: dict[str, Any] | None
    x: float
    advance: float
    line: int
    character: str


@dataclass(frozen=True)
class _Style:
    """How letters are painted; an animator changes it letter by letter."""

    fill: Vector | None
    fill_alpha: float
    stroke: Vector | None
    stroke_alpha: float
    stroke_px: float
    stroke_over_fill: bool


def text_paints(text: dict[str, Any], frame: float, fonts: Fonts, layer: str, report: Report) -> tuple[Paint, ...]:
    """The paints of a text layer (`t` of a Bodymovin layer) at a frame, the first at the back."""
    document = _document(text, frame)
    written = _written(document)
    if not written.strip():
        return ()
    _survey(text, layer, report)
    font = fonts.by_name.get(str(document.get("f")), {})
    style = _style(document)
    names = str(font.get("fStyle", "")), str(font.get("fFamily", ""))
    known = [fonts.glyphs.get((character, *names)) for character in written]
    missing = {c for c, glyph in zip(written, known, strict=True) if glyph is None and c not in (" ", BREAK)}
    if missing:
        message = "its glyphs are not in the file; drawn with a font of that name where there is one, else with ours"
        report.add(layer, f"font {font.get('fFamily') or document.get('f')}", message)
        if text.get("a"):
            report.add(layer, "text animators", "are left out, because the glyphs are not in the file")
        return _painted("", np.eye(4), style, _words(document, written, font))
    letters, written = _laid_out(document, written, known)
    animators = text.get("a") or []
    anchors = value_at((text.get("m") or {}).get("a", 0), frame)
    top = _top(document, font)
    if not animators:
        outlines = [o for letter in letters for o in _outlines(letter, document, top + _down(document, letter.line))]
        return _painted("".join(path_data(outline) for outline in outlines), np.eye(4), style)
    got = [(animator["a"], shares(animator.get("s", {}), written, frame)) for animator in animators]
    _track(letters, got, frame, document)
    paints: list[Paint] = []
    for index, letter in enumerate(letters):
        portions = [(values, share[index]) for values, share in got]
        matrix, changed = _animated(letter, portions, frame, style, anchors, float(document["s"]))
        moved = translation(letter.x, top + _down(document, letter.line)) @ matrix
        flat = _Letter(letter.glyph, 0.0, letter.advance, 0, letter.character)
        path = "".join(path_data(outline) for outline in _outlines(flat, document, 0.0))
        paints += _painted(path, moved, changed)
    return tuple(paints)


def _document(text: dict[str, Any], frame: float) -> dict[str, Any]:
    keys = text["d"]["k"]
    past = [key for key in keys if key.get("t", 0) <= frame]
    found: dict[str, Any] = (past or keys[:1])[-1]["s"]
    return found


def _written(document: dict[str, Any]) -> str:
    text = str(document.get("t", "")).replace("\r\n", BREAK).replace("\r", BREAK).replace("\x03", BREAK)
    return text.upper() if document.get("ca") == ALL_CAPS else text


def _style(document: dict[str, Any]) -> _Style:
    fill, stroke = (value_at(document[name], 0) if document.get(name) else None for name in ("fc", "sc"))
    width = float(document.get("sw") or 0) if stroke else 0.0
    return _Style(fill, 1.0, stroke, 1.0, width, bool(document.get("of", True)))


def _survey(text: dict[str, Any], layer: str, report: Report) -> None:
    for document in (key["s"] for key in text["d"]["k"]):
        if int(document.get("j", 0)) in LAST_LINE_JUSTIFIED:
            report.add(layer, "text.justification", "lines are not stretched to the width of the box")
    if (text.get("p") or {}).get("m") is not None:
        report.add(layer, "text.path", "the text is drawn on a straight line")
    for number, animator in enumerate(text.get("a") or [], 1):
        for name in animator.get("a", {}):
            if name not in ANIMATED:
                report.add(layer, f"text.animator {number}.{ANIMATED_NAMES.get(name, name)}", "is left out")
        if animator.get("s", {}).get("rn"):
            report.add(layer, f"text.animator {number}.random order", "characters follow each other")
        if animator.get("s", {}).get("t", 0) not in (0, None):
            report.add(layer, f"text.animator {number}.selector", "is drawn as a range")


def _down(document: dict[str, Any], line: int) -> float:
    return line * float(document.get("lh") or document["s"] * AUTO_LEADING)


def _top(document: dict[str, Any], font: dict[str, Any]) -> float:
    """The first baseline."""
    shift, size = -float(document.get("ls") or 0), float(document["s"])
    if not document.get("sz"):
        return shift
    place = document.get("ps") or (0.0, 0.0)
    return shift + float(place[1]) + float(font.get("ascent") or 75.0) * size / 100


def _tracking(document: dict[str, Any]) -> float:
    return float(document.get("tr") or 0) * float(document["s"]) / 1000


def _laid_out(document: dict[str, Any], written: str, glyphs: list[dict[str, Any] | None]) -> tuple[list[_Letter], str]:
    """Letters on their lines, and the text with the breaks of its box in it."""
    size, tracking = float(document["s"]), _tracking(document)
    advances = [float((glyph or {}).get("w") or 0) * size / GLYPH_SIZE for glyph in glyphs]
    if box := document.get("sz"):
        written, glyphs, advances = _wrapped(written, glyphs, advances, tracking, float(box[0]))
    letters, x, line = [], 0.0, 0
    for character, glyph, advance in zip(written, glyphs, advances, strict=True):
        letters.append(_Letter(glyph, x, advance, line, character))
        x += advance + tracking
        if character == BREAK:
            x, line = 0.0, line + 1
    _justify(letters, document, tracking)
    return letters, written


def _wrapped(
    written: str, glyphs: list[dict[str, Any] | None], advances: list[float], tracking: float, width: float
) -> tuple[str, list[dict[str, Any] | None], list[float]]:
    """Breaks lines that are wider than the box: at the last space, else where the box ends."""
    row = list(zip(written, glyphs, advances, strict=True))
    filled, space, index = 0.0, -1, 0
    while index < len(row):
        character, _, advance = row[index]
        if character == BREAK:
            filled, space = 0.0, -1
        elif character != " " and filled + advance > width and filled > 0:
            place = space if space >= 0 else index
            row[place : place + (space >= 0)] = [(BREAK, None, 0.0)]
            filled, space, index = 0.0, -1, place
        else:
            space = index if character == " " else space
            filled += advance + tracking
        index += 1
    return "".join(part[0] for part in row), [part[1] for part in row], [part[2] for part in row]


def _justify(letters: list[_Letter], document: dict[str, Any], tracking: float) -> None:
    mode = int(document.get("j", 0))
    share = {"left": 0.0, "right": 1.0, "center": 0.5}[JUSTIFIED[LAST_LINE_JUSTIFIED.get(mode, mode)]]
    box, left = document.get("sz"), float((document.get("ps") or (0.0,))[0]) if document.get("sz") else 0.0
    for line in {letter.line for letter in letters}:
        row = [letter for letter in letters if letter.line == line]
        seen = [letter for letter in row if letter.character not in (" ", BREAK)]
        width = seen[-1].x + seen[-1].advance if seen else 0.0
        start = left + share * (float(box[0]) - width) if box else -share * width
        for letter in row:
            letter.x += start


def _track(
    letters: list[_Letter], got: list[tuple[dict[str, Any], list[float]]], frame: float, document: dict[str, Any]
) -> None:
    """Moves letters apart by animated tracking; a line stays justified."""
    mode = int(document.get("j", 0))
    share = {0: 0.0, 1: 1.0, 2: 0.5}[LAST_LINE_JUSTIFIED.get(mode, mode)]
    for line in {letter.line for letter in letters}:
        row = [(index, letter) for index, letter in enumerate(letters) if letter.line == line]
        moves = [sum(value_at(v["t"], frame)[0] * s[index] for v, s in got if "t" in v) for index, _ in row]
        seen = [n for n, (_, letter) in enumerate(row) if letter.character != BREAK]
        total = sum(moves[n] for n in seen[1:])
        shift = -share * total
        for n, (_, letter) in enumerate(row):
            shift += moves[n] if n else 0.0
            letter.x += shift


def _animated(
    letter: _Letter,
    portions: list[tuple[dict[str, Any], float]],
    frame: float,
    style: _Style,
    anchors: Vector,
    size: float,
) -> tuple[Matrix, _Style]:
    """The letter's matrix around its anchor and its style, under all animators."""
    matrix = np.eye(4)
    fill, stroke = style.fill, style.stroke
    fill_alpha, stroke_alpha, width = style.fill_alpha, style.stroke_alpha, style.stroke_px
    # The anchor is the middle of the letter's foot, moved by the grouping alignment.
    across = letter.advance / 2 + padded(anchors, 0.0)[0] / 100 * letter.advance / 2
    down = padded(anchors, 0.0)[1] / 100 * size * AUTO_LEADING * 0.714
    for values, share in portions:
        read = {name: value_at(values[name], frame) for name in values if name in ANIMATED}
        if "o" in read:
            fade = 1 + (read["o"][0] / 100 - 1) * share
            fill_alpha, stroke_alpha = fill_alpha * fade, stroke_alpha * fade
        fill_alpha *= 1 + (read["fo"][0] / 100 - 1) * share if "fo" in read else 1
        stroke_alpha *= 1 + (read["so"][0] / 100 - 1) * share if "so" in read else 1
        fill = _mixed(fill, read["fc"], share) if "fc" in read and fill else fill
        stroke = _mixed(stroke or (0.0, 0.0, 0.0), read["sc"], share) if "sc" in read else stroke
        width += read["sw"][0] * share if "sw" in read else 0.0
        position, anchor = (padded(read.get(name, (0.0,)), 0.0) for name in "pa")
        scale = [1 + (part / 100 - 1) * share for part in padded(read.get("s", (100.0,) * 3), 100.0)]
        matrix = (
            translation(position[0] * share, position[1] * share)
            @ matrix
            @ rotation(2, read.get("r", (0.0,))[0] * share)
            @ skew(read.get("sk", (0.0,))[0] * share, read.get("sa", (0.0,))[0])
            @ np.diag([scale[0], scale[1], 1.0, 1.0])
            @ translation(-anchor[0] * share, -anchor[1] * share)
        )
    changed = _Style(fill, fill_alpha, stroke, stroke_alpha, max(0.0, width), style.stroke_over_fill)
    return translation(across, down) @ matrix @ translation(-across, -down), changed


def _mixed(one: Vector, other: Vector, share: float) -> Vector:
    return tuple(a + (b - a) * share for a, b in zip(one, other, strict=False))


def _outlines(letter: _Letter, document: dict[str, Any], down: float) -> list[Outline]:
    scale = float(document["s"]) / GLYPH_SIZE
    placed = translation(letter.x, down) @ np.diag([scale, scale, 1.0, 1.0])
    data = (letter.glyph or {}).get("data") or {}
    return [outline.moved(placed) for outline in _glyph_outlines(data.get("shapes") or [])]


def _glyph_outlines(shapes: list[dict[str, Any]]) -> list[Outline]:
    found = []
    for shape in shapes:
        if shape.get("ty") == "sh":
            found.append(bezier_at(shape["ks"], 0))
        found += _glyph_outlines(shape.get("it") or [])
    return found


def _words(document: dict[str, Any], written: str, font: dict[str, Any]) -> TextRun:
    style = str(font.get("fStyle", "")).lower()
    mode = int(document.get("j", 0))
    box, place = document.get("sz"), document.get("ps") or (0.0, 0.0)
    return TextRun(
        text=written,
        family=str(font.get("fFamily") or document.get("f") or "sans-serif"),
        weight=next((weight for name, weight in WEIGHTS.items() if name in style), 400),
        italic="italic" in style or "oblique" in style,
        size_px=float(document["s"]),
        tracking_px=_tracking(document),
        line_px=_down(document, 1),
        align=JUSTIFIED[LAST_LINE_JUSTIFIED.get(mode, mode)],
        left_px=float(place[0]) if box else 0.0,
        baseline_px=_top(document, font),
        width_px=float(box[0]) if box else None,
    )


def _painted(path: str, matrix: Matrix, style: _Style, words: TextRun | None = None) -> tuple[Paint, ...]:
    m = matrix
    at = (m[0, 0], m[1, 0], m[0, 1], m[1, 1], m[0, 3], m[1, 3])
    paints = []
    if style.fill:
        paints.append(Paint(path=path, words=words, matrix=at, colour=_colour(style.fill, style.fill_alpha)))
    if style.stroke and style.stroke_px > 0:
        stroke = Stroke(width_px=style.stroke_px, join="round")
        colour = _colour(style.stroke, style.stroke_alpha)
        paints.append(Paint(path=path, words=words, matrix=at, colour=colour, stroke=stroke))
    shown = [paint for paint in paints if paint.colour[3] > 0 and (paint.path or words)]
    return tuple(shown if style.stroke_over_fill else shown[::-1])


def _colour(colour: Vector, alpha: float) -> tuple[float, float, float, float]:
    red, green, blue = (min(max(part, 0.0), 1.0) for part in padded(colour, 0.0))
    return red, green, blue, min(max(alpha, 0.0), 1.0)
