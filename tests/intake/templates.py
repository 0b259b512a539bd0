"""The smallest template that intake and censor can read."""

from __future__ import annotations

import json
from pathlib import Path

FPS = 24


def write_template(folder: Path, *, cue_s: int, lyric: str = "sing it out loud") -> None:
    """Writes `<folder>/bundle/template.json`: one static shot, one cue of `cue_s` seconds; no media files."""
    frames = cue_s * FPS
    template = {
        "id": folder.name,
        "revision": "0" * 16,
        "video": {"width": 640, "height": 360, "fps": FPS, "frames": frames},
        "song": {
            "title": "Tiny",
            "tempo_bpm": 120,
            "key": "C",
            "backing": "song/backing.flac",
            "clock": {"tempo_bpm": 120},
            "cue": {
                "start_frame": 0,
                "frames": frames,
                "lyric": lyric,
                "notes": [{"start_s": 0, "duration_s": 1, "midi": 60}],
                "guide_vocal": "song/guide.flac",
            },
        },
        "shots": [{"id": "s1", "kind": "static", "start_frame": 0, "frames": frames, "clip": "clips/s1.mp4"}],
    }
    (folder / "bundle").mkdir(parents=True)
    (folder / "bundle" / "template.json").write_text(json.dumps(template))
