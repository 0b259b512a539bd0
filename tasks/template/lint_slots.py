"""Checks of a template as a whole: is the fan in it, and where the line is sung."""

from __future__ import annotations

from contracts.template import Template
from tasks.template.findings import Finding, error, warning
from tasks.template.manifest import CONTENTS

SUNG_SHARE = 0.25
"""Of the line, during which the fan should be seen: less looks as if somebody else sang."""


def lint_slots(template: Template) -> list[Finding]:
    """Whether the fan, the name and the sung line meet."""
    personal = [shot for shot in template.shots if shot.kind == "personal"]
    if not personal:
        return [error(CONTENTS, "no shot shows the fan", "make one a PersonalShot with a performer layer, slot='fan'")]
    findings = []
    if not any("character" in shot.depends_on for shot in personal):
        advice = "give a personal shot a performer layer with slot='fan' and depends_on 'character'"
        findings.append(warning(CONTENTS, "the fan's character is in no shot", advice))
    if not any("name" in shot.depends_on for shot in personal):
        advice = "give a personal shot a text layer with slot='name' and depends_on 'name'"
        findings.append(warning(CONTENTS, "the fan's name is in no shot", advice))
    return findings + _lint_cue(template)


def _lint_cue(template: Template) -> list[Finding]:
    """Whether the fan is seen while their voice is heard, and whether notes overlap."""
    cue = template.song.cue
    end_frame = cue.start_frame + cue.frames
    seen_frames = sum(
        max(0, min(shot.start_frame + shot.frames, end_frame) - max(shot.start_frame, cue.start_frame))
        for shot in template.shots
        if "character" in shot.depends_on
    )
    findings = []
    if seen_frames < SUNG_SHARE * cue.frames:
        message = f"the fan is seen in {seen_frames} of the {cue.frames} frames in which their voice sings"
        advice = f"put a shot with the fan between frames {cue.start_frame} and {end_frame}, or move the cue"
        findings.append(warning(CONTENTS, message, advice))
    for before, note in zip(cue.notes, cue.notes[1:], strict=False):
        if note.start_s < before.start_s + before.duration_s - 1e-6:
            message = f"the notes {before.syllable!r} and {note.syllable!r} overlap at {note.start_s:.2f} s of the cue"
            findings.append(error(CONTENTS, message, "one voice sings one note: shorten the first or move the second"))
    return findings
