"""The song of a template, built only when its source has changed."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path

from contracts.template import Song, Template
from tasks.template.bundle import AUDIO_PREFIX
from tasks.template.drawings import PROJECT, SOURCE_SUFFIXES, tree_hash
from tasks.template.manifest import CONTENTS, Manifest, file_sha256, source_hashes
from tasks.template.source import TemplateSource

SONG_KEY = "song"


def song_key(source_folder: Path) -> str:
    """What the song's sound depends on: the template's code and recordings, and how sound is measured and written."""
    song = tree_hash([source_folder / "song"], source_folder) + recordings_hash(source_folder / "song")
    return song + tree_hash([PROJECT / "media" / "audio_file.py", PROJECT / "media" / "loudness.py"], PROJECT)


def recordings_hash(folder: Path) -> str:
    """SHA-256 over the files of `folder` that are no code, e.g. stems; empty where there are none."""
    hashes = source_hashes(folder) if folder.is_dir() else {}
    others = {name: value for name, value in hashes.items() if Path(name).suffix not in SOURCE_SUFFIXES}
    return hashlib.sha256(json.dumps(others, sort_keys=True).encode()).hexdigest() if others else ""


def unchanged_song(key: str, previous: Manifest, bundle: Path) -> Song | None:
    """The song of the last build, where it has that key and its files are still what they were."""
    if previous.keys.get(SONG_KEY) != key or not (bundle / CONTENTS).is_file():
        return None
    try:
        song = Template.model_validate_json((bundle / CONTENTS).read_bytes()).song
    except ValueError:
        return None
    for path in (song.backing, song.cue.guide_vocal, *song.stems):
        entry = previous.files.get(path)
        if entry is None or not (bundle / path).is_file() or file_sha256(bundle / path) != entry.sha256:
            return None
    return song


def build_song(source: TemplateSource, bundle: Path) -> Song:
    """Plays the song into the bundle."""
    with tempfile.TemporaryDirectory(prefix="fanchant-song-") as folder:
        song = source.build_song(Path(folder), prefix=AUDIO_PREFIX)
        target = bundle / AUDIO_PREFIX
        target.mkdir(parents=True, exist_ok=True)
        for path in Path(folder).iterdir():
            (target / path.name).write_bytes(path.read_bytes())
    return song
