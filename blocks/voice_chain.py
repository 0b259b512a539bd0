"""The operator's sound for the fan's voice, as a Prefect block with a default that works."""

from __future__ import annotations

import os

from prefect.blocks.core import Block
from pydantic import Field

from contracts.errors import ConfigurationError
from contracts.voice_preset import PRESETS, VoicePreset


class VoiceChain(Block):
    """Tuning, effects, level of the voice and loudness of the mix."""

    _block_type_name = "Fanchant voice chain"
    _block_type_slug = "fanchant-voice-chain"

    preset: VoicePreset = Field(default_factory=VoicePreset)

    @classmethod
    def configured(cls) -> VoiceChain:
        """What `FANCHANT_VOICE_CHAIN` says: `pop` (default), `natural`, `robot`, or `block:NAME` for a saved block.

        Raises:
            ConfigurationError: there is no preset and no saved block of that name.
        """
        name = os.environ.get("FANCHANT_VOICE_CHAIN", "pop")
        if name.startswith("block:"):
            try:
                loaded = cls.load(name.removeprefix("block:"))
            except ValueError as error:
                raise ConfigurationError(
                    f"FANCHANT_VOICE_CHAIN={name}: the server has no such block; save it or name one of {_names()}",
                    code="voice_chain_missing",
                ) from error
            assert isinstance(loaded, cls)  # noqa: S101  # load() is async-or-sync typed; this is the sync path
            return loaded
        if name not in PRESETS:
            raise ConfigurationError(
                f"FANCHANT_VOICE_CHAIN={name} is not known; use one of {_names()} or block:NAME",
                code="voice_chain_missing",
            )
        return cls(preset=PRESETS[name])


def _names() -> str:
    return ", ".join(PRESETS)
