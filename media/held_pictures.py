"""H.264 pictures that repeat the one before them, made without an encoder.

On twos every second picture is the one before. An encoder still looks at each of its blocks; here it is written down
that nothing changes: one slice in which all macroblocks are skipped, as a picture that no other refers to, so that
the encoder's own count of pictures stays right (ITU-T H.264, 7.3.3 and 8.2.1.3). Its data come from the encoder
itself, from the second picture of a grey clip; only the header in front of them is written anew.
"""

from __future__ import annotations

from dataclasses import dataclass

from media.access_units import KEY_SLICE, PICTURE_SET, SEQUENCE_SET, START_CODE, annexb_units, unit_type
from media.bits import BitReader, nal_unit, signed_code, unsigned_code, without_emulation_prevention

SLICE = 1
HEADER_BYTES = 32
SKIPPED_BITS = 0.04
"""More than a slice header, and than a macroblock takes that is skipped like all before it; one that is not takes
hundreds of times as much."""


@dataclass(frozen=True)
class StreamSyntax:
    """What of the parameter sets shapes a slice header."""

    frame_num_bits: int
    macroblocks: int
    weighted: bool
    deblocking_control: bool

    @classmethod
    def of(cls, sequence_set: bytes, picture_set: bytes) -> StreamSyntax:
        """Reads an SPS and a PPS; raises ValueError for streams that our encoder would not write."""
        sps = BitReader(without_emulation_prevention(sequence_set))
        profile, _, _ = sps.take(8), sps.take(8), sps.take(8)
        sps.unsigned()  # seq_parameter_set_id
        if profile != 100:
            raise ValueError("not High profile")
        chroma, luma_depth, chroma_depth = sps.unsigned(), sps.unsigned(), sps.unsigned()
        lossless, scaling = sps.take(1), sps.take(1)
        frame_num_bits = sps.unsigned() + 4
        order = sps.unsigned()
        if (chroma, luma_depth, chroma_depth, lossless, scaling, order) != (1, 0, 0, 0, 0, 2):
            raise ValueError("pictures are not 8-bit 4:2:0 that are shown in the order of decoding")
        sps.unsigned()  # max_num_ref_frames
        sps.take(1)  # gaps_in_frame_num_value_allowed_flag
        macroblocks = (sps.unsigned() + 1) * (sps.unsigned() + 1)
        if not sps.take(1):
            raise ValueError("the stream is interlaced")
        pps = BitReader(without_emulation_prevention(picture_set))
        pps.unsigned(), pps.unsigned()  # pic_parameter_set_id, seq_parameter_set_id
        arithmetic, field_order, groups = pps.take(1), pps.take(1), pps.unsigned()
        references = pps.unsigned()
        pps.unsigned()  # num_ref_idx_l1_default_active_minus1
        weighted, _ = bool(pps.take(1)), pps.take(2)
        pps.signed(), pps.signed(), pps.signed()  # pic_init_qp, pic_init_qs, chroma_qp_index_offset
        deblocking_control, _, redundant = bool(pps.take(1)), pps.take(1), pps.take(1)
        if (arithmetic, field_order, groups, references, redundant) != (1, 0, 0, 0, 0):
            raise ValueError("slices are not coded as our encoder codes them")
        return cls(frame_num_bits, macroblocks, weighted, deblocking_control)

    @property
    def most_skipped_bytes(self) -> float:
        """What a slice in which all is skipped stays below."""
        return HEADER_BYTES + self.macroblocks * SKIPPED_BITS / 8

    def frame_num(self, access_unit: bytes) -> int:
        """`frame_num` of the picture in an access unit with start codes."""
        unit = next(unit for unit in annexb_units(access_unit) if unit_type(unit) in (SLICE, KEY_SLICE))
        reader = BitReader(without_emulation_prevention(unit[:24]))
        reader.unsigned(), reader.unsigned(), reader.unsigned()  # first_mb_in_slice, slice_type, pic_parameter_set_id
        return reader.take(self.frame_num_bits)


class HeldPictures:
    """Makes pictures that repeat the one before them."""

    def __init__(self, sets: bytes, still: bytes) -> None:
        """Takes the method from a clip.

        Args:
            sets: access unit of a key frame with its SPS and PPS, with start codes.
            still: access unit of the picture after it, in which nothing changes.

        Raises:
            ValueError: the stream is not our encoder's, or something changes in `still`.
        """
        by_type = {unit_type(unit): unit for unit in annexb_units(sets)}
        self._syntax = StreamSyntax.of(by_type[SEQUENCE_SET], by_type[PICTURE_SET])
        (unit,) = (unit for unit in annexb_units(still) if unit_type(unit) == SLICE)
        payload = without_emulation_prevention(unit)
        if len(payload) > self._syntax.most_skipped_bytes:
            raise ValueError("something changes in the picture that was to be still")
        self._read_header(BitReader(payload), bool(unit[0] >> 5 & 3), payload)

    def after(self, access_unit: bytes) -> bytes:
        """The access unit that repeats the picture of `access_unit`, which itself must not be one of these."""
        frame_num = (self._syntax.frame_num(access_unit) + 1) % (1 << self._syntax.frame_num_bits)
        header = f"{self._before}{frame_num:0{self._syntax.frame_num_bits}b}{self._behind}"
        # The arithmetic decoder begins at a whole byte; ones come before it.
        header += "1" * (-len(header) % 8)
        return b"\0" + START_CODE + nal_unit(SLICE, int(header, 2).to_bytes(len(header) // 8, "big") + self._data)

    def _read_header(self, reader: BitReader, is_reference: bool, payload: bytes) -> None:
        """Keeps what the new header takes over, and the data behind the old one."""
        first, kind, picture_set = reader.unsigned(), reader.unsigned(), reader.unsigned()
        reader.take(self._syntax.frame_num_bits)
        if first != 0 or kind % 5 != 0 or reader.take(1) or reader.take(1):
            raise ValueError("the still picture is not one plain P slice")
        weights = ""
        if self._syntax.weighted:
            denominators = reader.unsigned(), reader.unsigned()
            if reader.take(1) or reader.take(1):
                raise ValueError("the still picture fades")
            weights = unsigned_code(denominators[0]) + unsigned_code(denominators[1]) + "00"
        if is_reference and reader.take(1):
            raise ValueError("the still picture sorts its references")
        contexts, quantiser = reader.unsigned(), reader.signed()
        if self._syntax.deblocking_control and reader.unsigned() != 1:
            reader.signed(), reader.signed()
        # One reference, in its usual order; no reference itself, so nothing on marking; no filter: no edge changes.
        deblocking = unsigned_code(1) if self._syntax.deblocking_control else ""
        self._before = unsigned_code(0) + unsigned_code(kind) + unsigned_code(picture_set)
        self._behind = "00" + weights + unsigned_code(contexts) + signed_code(quantiser) + deblocking
        self._data = payload[-(-reader.position // 8) :]
