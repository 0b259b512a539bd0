"""The steps of a build, each of which skips what is already there."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing
from functools import partial
from pathlib import Path

from contracts.comp import SongClock
from contracts.errors import InputRejected
from contracts.template import Song, Template
from renderer.renderer import Renderer
from renderer.session import SessionOptions
from tasks.progress import report_progress
from tasks.template import bundle as parts
from tasks.template.drawings import Drawing, drawing_key, drawings_of, engine_hash
from tasks.template.encode import draw_file
from tasks.template.manifest import Manifest, file_sha256, read_manifest, source_hashes
from tasks.template.song import SONG_KEY, build_song, song_key, unchanged_song
from tasks.template.source import TemplateSource

PATIENT = SessionOptions(frame_timeout_s=60.0)
"""Pictures of a build hold a whole hall and nobody waits for them: slow is not hung, also on a busy machine."""


class Build:
    """One build of one template. Call the steps in their order."""

    def __init__(self, source: TemplateSource, folder: Path, out: Path) -> None:
        """`folder` holds `source/`; `out` is the bundle to make or to bring up to date."""
        self.source = source
        self._source_folder = folder / "source"
        self.out = out
        out.mkdir(parents=True, exist_ok=True)
        self._previous: Manifest = read_manifest(out)
        self._keys: dict[str, str] = {}
        self._sources = source_hashes(self._source_folder)
        self._engine = engine_hash()
        self.drawn: list[str] = []
        self.kept: list[str] = []

    def write_files(self) -> None:
        """Fonts, images and the comps that are drawn for every fan."""
        parts.write_files(self.source, self.out)
        parts.write_comps(self.source, self.out)

    def play_song(self) -> Song:
        """Sound files and the song's contract."""
        key = song_key(self._source_folder)
        song = unchanged_song(key, self._previous, self.out)
        (self.drawn if song is None else self.kept).append(SONG_KEY)
        self._keys[SONG_KEY] = key
        return song or build_song(self.source, self.out)

    def draw(self, clock: SongClock, only: Collection[str] = ()) -> None:
        """Clips, plates and fan-kit backgrounds whose comp or engine changed.

        Args:
            only: ids of shots or fan-kit pictures; what else is there stays as it is, however old.

        Raises:
            InputRejected: `only` names something that the template does not have.
        """
        drawings = drawings_of(self.source)
        unknown = set(only) - {drawing.shot for drawing in drawings}
        if unknown:
            names = ", ".join(drawing.shot for drawing in drawings)
            raise InputRejected(
                f"There is nothing to draw called {sorted(unknown)[0]!r}; there is: {names}.", code="shot_missing"
            )
        missing = []
        for drawing in drawings:
            key = drawing_key(drawing, clock, self.out, self._engine)
            if self._is_there(drawing, key, only):
                self.kept.append(drawing.path)
                self._keys[drawing.path] = self._previous.keys.get(drawing.path, "")
            else:
                missing.append((drawing, key))
        if not missing:
            return
        with closing(Renderer(PATIENT)) as renderer:
            for drawing, key in missing:
                on_frame = partial(report_progress, f"draw:{drawing.shot}")
                draw_file(renderer, drawing, clock, self.out, on_frame)
                self.drawn.append(drawing.path)
                self._keys[drawing.path] = key

    def finish(self, song: Song) -> Template:
        """Table of contents and manifest."""
        return parts.finish(self.source, song, self._keys, self._sources, self.out)

    def _is_there(self, drawing: Drawing, key: str, only: Collection[str]) -> bool:
        path, entry = self.out / drawing.path, self._previous.files.get(drawing.path)
        if entry is None or not path.is_file() or file_sha256(path) != entry.sha256:
            return False
        return drawing.shot not in only if only else self._previous.keys.get(drawing.path) == key
