"""What the operator sets of screening, as a Prefect block with defaults that fail closed."""

from __future__ import annotations

import os

from prefect.blocks.core import Block
from pydantic import Field

from blocks.saved import load_saved
from contracts.screening import SpeechRules


class CensorPolicy(Block):
    """The speech model, the operator's own lexicons and the rules for passing without a person."""

    _block_type_name = "Fanchant censor policy"
    _block_type_slug = "fanchant-censor-policy"
    _description = "How names and voices are screened: speech model, own lexicons, the rules for passing unheard."

    whisper: str = Field(default="", description="folder or hub name of a faster-whisper model; empty = none")
    lexicon_folder: str = Field(default="", description="own lexicon files, added to the project's")
    speech: SpeechRules = Field(
        default_factory=SpeechRules, description="when a voice passes without a person; everything else is for review"
    )

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
        return load_saved(
            cls, "FANCHANT_CENSOR_POLICY", name, instead="unset the variable", code="censor_policy_missing"
        )
