"""H.264 as bytes: NAL units, and the parameter sets (SPS, PPS) that a decoder needs before a key frame."""

from __future__ import annotations

import struct
from collections.abc import Iterator

SEQUENCE_SET, PICTURE_SET, KEY_SLICE = 7, 8, 5
START_CODE = b"\0\0\1"
LENGTH = struct.Struct(">I")


def unit_type(unit: bytes) -> int:
    """`nal_unit_type` of a NAL unit."""
    return unit[0] & 31


def annexb_units(data: bytes) -> list[bytes]:
    """The NAL units of a byte stream with start codes."""
    # A unit never ends with a zero byte: what stands there belongs to the next start code.
    return [unit for part in data.split(START_CODE)[1:] if (unit := part.rstrip(b"\0"))]


def is_key_frame(access_unit: bytes) -> bool:
    """Whether an access unit with start codes is an IDR picture."""
    return any(unit_type(unit) == KEY_SLICE for unit in annexb_units(access_unit))


def sample_units(sample: bytes) -> Iterator[bytes]:
    """The NAL units of an MP4 sample (each behind its length in four bytes); raises ValueError where it is not one."""
    position = 0
    while position < len(sample):
        if position + LENGTH.size > len(sample):
            raise ValueError("the sample ends within a length")
        (length,) = LENGTH.unpack_from(sample, position)
        position += LENGTH.size
        if length == 0 or position + length > len(sample):
            raise ValueError("the sample ends within a NAL unit")
        yield sample[position : position + length]
        position += length


def declared_sets(configuration: bytes) -> tuple[bytes, ...]:
    """The parameter sets of an MP4's `avcC` box; raises ValueError where it has none or has lengths of another size."""
    if len(configuration) < 7 or configuration[0] != 1 or configuration[4] & 3 != LENGTH.size - 1:
        raise ValueError("not an avcC with lengths of four bytes")
    sets: list[bytes] = []
    position = 6
    for count in (configuration[5] & 31, None):
        if count is None:
            count = configuration[position]
            position += 1
        for _ in range(count):
            length = int.from_bytes(configuration[position : position + 2], "big")
            sets.append(configuration[position + 2 : position + 2 + length])
            position += 2 + length
    if {unit_type(unit) for unit in sets} != {SEQUENCE_SET, PICTURE_SET}:
        raise ValueError("the avcC lacks a parameter set")
    return tuple(sets)


def with_sets_in_band(sample: bytes, sets: tuple[bytes, ...]) -> bytes:
    """An MP4 sample of a key frame that carries its own parameter sets: `sets` before it where it has none."""
    kinds = {unit_type(unit) for unit in sample_units(sample)}
    if {SEQUENCE_SET, PICTURE_SET} <= kinds:
        return sample
    return b"".join(LENGTH.pack(len(unit)) + unit for unit in sets) + sample
