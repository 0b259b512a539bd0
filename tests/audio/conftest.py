"""The demo song and its take, rendered once for all audio tests."""

from __future__ import annotations

import numpy as np
import pytest

from contracts.template import Note
from media.loudness import gain, integrated_lufs
from tasks.audio.pitch import Samples
from templates.demo.source.song.build import GUIDE_LUFS, cue_notes
from templates.demo.source.song.demo_take import DemoTake, demo_take
from templates.demo.source.song.mixdown import Stems, compose
from templates.demo.source.song.vocals import sing_guide


@pytest.fixture(scope="session")
def notes() -> tuple[Note, ...]:
    return cue_notes()


@pytest.fixture(scope="session")
def guide() -> Samples:
    audio = sing_guide().astype(np.float32)
    return np.asarray(audio * np.float32(gain(GUIDE_LUFS - integrated_lufs(audio[None]))))


@pytest.fixture(scope="session")
def take() -> DemoTake:
    return demo_take()


@pytest.fixture(scope="session")
def stems() -> Stems:
    return compose()
