"""Bits of H.264's NAL units: Exp-Golomb codes and emulation prevention (ITU-T H.264, 7.3.1, 9.1)."""

from __future__ import annotations

import re


def without_emulation_prevention(unit: bytes) -> bytes:
    """The payload of a NAL unit behind its first byte, as it was before bytes 3 were put in."""
    return unit[1:].replace(b"\0\0\3", b"\0\0")


def nal_unit(first_byte: int, payload: bytes) -> bytes:
    """A NAL unit: what could be taken for a start code is broken up by bytes 3."""
    return bytes([first_byte]) + re.sub(rb"\0\0(?=[\0-\3])", b"\0\0\3", payload)


class BitReader:
    """Reads a payload from its first bit on; raises ValueError at its end."""

    def __init__(self, payload: bytes) -> None:
        self._bits = "".join(f"{byte:08b}" for byte in payload)
        self.position = 0

    def take(self, count: int) -> int:
        """The next `count` bits as a number."""
        if self.position + count > len(self._bits):
            raise ValueError("the NAL unit ends too early")
        self.position += count
        return int(self._bits[self.position - count : self.position] or "0", 2)

    def unsigned(self) -> int:
        """ue(v)."""
        one = self._bits.find("1", self.position)
        if one < 0:
            raise ValueError("the NAL unit ends too early")
        zeros = one - self.position
        self.position = one
        return self.take(zeros + 1) - 1

    def signed(self) -> int:
        """se(v)."""
        code = self.unsigned()
        return (code + 1) // 2 if code % 2 else -code // 2


def unsigned_code(value: int) -> str:
    """ue(v) as a string of bits."""
    digits = f"{value + 1:b}"
    return "0" * (len(digits) - 1) + digits


def signed_code(value: int) -> str:
    """se(v) as a string of bits."""
    return unsigned_code(2 * value - 1 if value > 0 else -2 * value)
