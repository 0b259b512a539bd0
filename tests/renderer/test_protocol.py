"""Pictures on the wire."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from renderer.protocol import FRAME_HEADER, FrameMessage

HEADER = {"job": 3, "index": 4, "x": 8, "y": 12, "width": 16, "height": 4}


def packed(words: np.ndarray) -> bytes:
    """What `pack` in compositor/wasm/i420.ts makes of 64-bit words."""
    begins = np.append(True, words[1:] != words[:-1])
    bits = np.packbits(begins, bitorder="little").tobytes()
    return bits + bytes(-len(bits) % 8) + words[begins].tobytes()


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 90)), min_size=1, max_size=9))
def test_a_packed_picture_is_whole_again(runs: list[tuple[int, int]]) -> None:
    values, lengths = np.array(runs, np.uint64).T
    words = np.repeat(values, lengths.astype(int))
    message = FrameMessage.parse(FRAME_HEADER.pack(*HEADER.values(), len(words), 0) + packed(words))
    assert {name: getattr(message, name) for name in HEADER} == HEADER
    assert bytes(message.payload) == words.tobytes()


def test_a_picture_that_is_not_packed_stays_as_it_is() -> None:
    assert FrameMessage.parse(FRAME_HEADER.pack(*HEADER.values(), 0, 0) + b"as it is").payload == b"as it is"
