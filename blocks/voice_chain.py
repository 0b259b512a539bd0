"""The operator's sound for the fan's voice, as a Prefect block with a default that works."""

from __future__ import annotations

import os

from prefect.blocks.core import Block
from pydantic import Field

from blocks.saved import PREFIX, load_saved
from contracts.errors import ConfigurationError
from contracts.voice_preset import PRESETS, VoicePreset


class VoiceChain(Block):
    """Tuning, effects, level of the voice and loudness of the mix."""

    _block_type_name = "Fanchant voice chain"
    _block_type_slug = "fanchant-voice-chain"
    _description = "How the fan's voice is tuned, coloured and mixed with the song."

    preset: VoicePreset = Field(default_factory=VoicePreset, description="the sound; the defaults are `pop`")

    @classmethod
    def configured(cls) -> VoiceChain:
        """What `FANCHANT_VOICE_CHAIN` says: `pop` (default), `natural`, `robot`, or `block:NAME` for a saved block.

        Raises:
            ConfigurationError: there is no preset and no saved block of that name.
        """
        name = os.environ.get("FANCHANT_VOICE_CHAIN", "pop")
        if name.startswith(PREFIX):
            return load_saved(
                cls, "FANCHANT_VOICE_CHAIN", name, instead=f"name one of {_names()}", code="voice_chain_missing"
            )
        if name not in PRESETS:
            raise ConfigurationError(
                f"FANCHANT_VOICE_CHAIN={name} is not known; use one of {_names()} or block:NAME",
                code="voice_chain_missing",
            )
        return cls(preset=PRESETS[name])


def _names() -> str:
    return ", ".join(PRESETS)
