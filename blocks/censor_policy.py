"""What the operator sets of screening, as a Prefect block with defaults that fail closed."""

from __future__ import annotations

import os

from prefect.blocks.core import Block
from pydantic import Field

from contracts.errors import ConfigurationError
from contracts.screening import SpeechRules


class CensorPolicy(Block):
    """The speech model, the operator's own lexicons and the rules for passing without a person."""

    _block_type_name = "Fanchant censor policy"
    _block_type_slug = "fanchant-censor-policy"

    whisper: str = Field(default="", description="folder or hub name of a faster-whisper model; empty = none")
    lexicon_folder: str = Field(default="", description="own lexicon files, added to the project's")
    speech: SpeechRules = Field(default_factory=SpeechRules)

    @classmethod
    def configured(cls) -> CensorPolicy:
        """`FANCHANT_CENSOR_POLICY=block:NAME` for a saved block, else `FANCHANT_WHISPER` and `FANCHANT_LEXICONS`.

        Raises:
            ConfigurationError: there is no saved block of that name.
        """
        name = os.environ.get("FANCHANT_CENSOR_POLICY", "")
        if not name:
            return cls(
                whisper=os.environ.get("FANCHANT_WHISPER", ""),
                lexicon_folder=os.environ.get("FANCHANT_LEXICONS", ""),
            )
        try:
            loaded = cls.load(name.removeprefix("block:"))
        except ValueError as error:
            raise ConfigurationError(
                f"FANCHANT_CENSOR_POLICY={name}: the server has no such block; save it or unset the variable",
                code="censor_policy_missing",
            ) from error
        assert isinstance(loaded, cls)  # noqa: S101  # load() is async-or-sync typed; this is the sync path
        return loaded
