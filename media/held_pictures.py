"""H.264 pictures that repeat the one before them, made without an encoder.

On twos every second picture is the one before. An encoder still looks at each of its blocks; here it is written down
that nothing changes: one slice that skips all macroblocks, as a picture that no other refers to, so that the encoder's
own count of pictures stays right (ITU-T H.264, 7.3.3, 7.3.4 and 8.2.1.3).
"""

from __future__ import annotations

from dataclasses import dataclass

from media.access_units import KEY_SLICE, PICTURE_SET, SEQUENCE_SET, START_CODE, annexb_units, unit_type
from media.bits import BitReader, nal_unit, signed_code, unsigned_code, without_emulation_prevention

SLICE = 1
P_SLICE = 5
NO_FILTER = 1


@dataclass(frozen=True)
class HeldPictures:
    """Makes the pictures that repeat those of one stream; holds what of its parameter sets shapes a slice."""

    picture_set_id: int
    frame_num_bits: int
    macroblocks: int
    deblocking_control: bool

    @classmethod
    def of(cls, key_frame: bytes) -> HeldPictures:
        """Reads the parameter sets of an access unit with start codes.

        Raises:
            ValueError: it has none, or they are not such as our encoder writes.
        """
        by_type = {unit_type(unit): unit for unit in annexb_units(key_frame)}
        if not {SEQUENCE_SET, PICTURE_SET} <= by_type.keys():
            raise ValueError("the picture carries no parameter sets")
        sps = BitReader(without_emulation_prevention(by_type[SEQUENCE_SET]))
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
        pps = BitReader(without_emulation_prevention(by_type[PICTURE_SET]))
        picture_set_id, _ = pps.unsigned(), pps.unsigned()
        arithmetic, field_order, groups = pps.take(1), pps.take(1), pps.unsigned()
        references = pps.unsigned()
        pps.unsigned()  # num_ref_idx_l1_default_active_minus1
        weighted, _ = pps.take(1), pps.take(2)
        pps.signed(), pps.signed(), pps.signed()  # pic_init_qp, pic_init_qs, chroma_qp_index_offset
        deblocking_control, _, redundant = bool(pps.take(1)), pps.take(1), pps.take(1)
        if (arithmetic, field_order, groups, references, weighted, redundant) != (0, 0, 0, 0, 0, 0):
            raise ValueError("slices are not coded as our encoder codes them")
        return cls(picture_set_id, frame_num_bits, macroblocks, deblocking_control)

    def after(self, access_unit: bytes) -> bytes:
        """The access unit that repeats the picture of `access_unit`, which itself must not be one of these."""
        frame_num = (self._frame_num(access_unit) + 1) % (1 << self.frame_num_bits)
        header = unsigned_code(0) + unsigned_code(P_SLICE) + unsigned_code(self.picture_set_id)
        header += f"{frame_num:0{self.frame_num_bits}b}"
        # One reference, in its usual order; no reference itself, so nothing on marking; no filter: no edge changes.
        header += "00" + signed_code(0) + (unsigned_code(NO_FILTER) if self.deblocking_control else "")
        bits = header + unsigned_code(self.macroblocks) + "1"
        bits += "0" * (-len(bits) % 8)
        return b"\0" + START_CODE + nal_unit(SLICE, int(bits, 2).to_bytes(len(bits) // 8, "big"))

    def _frame_num(self, access_unit: bytes) -> int:
        unit = next(unit for unit in annexb_units(access_unit) if unit_type(unit) in (SLICE, KEY_SLICE))
        reader = BitReader(without_emulation_prevention(unit[:24]))
        reader.unsigned(), reader.unsigned(), reader.unsigned()  # first_mb_in_slice, slice_type, pic_parameter_set_id
        return reader.take(self.frame_num_bits)
