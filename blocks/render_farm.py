"""What the operator demands of a render worker, as a Prefect block with defaults that work on any machine."""

from __future__ import annotations

import os
from typing import Any, Literal, get_args

from prefect.blocks.core import Block
from pydantic import Field

from blocks.saved import PREFIX, load_saved
from contracts.errors import ConfigurationError
from contracts.media import Encoder
from media.nvenc import nvenc_refusal
from renderer.hardware import HardwareGuard, is_software
from renderer.renderer import Renderer

SETTING = "FANCHANT_RENDER_FARM"
EncoderSetting = Literal["auto", "x264", "nvenc", "webcodecs"]


class RenderFarm(Block):
    """What draws and what encodes: guards against a worker that draws badly, and the way to a shot's clip."""

    _block_type_name = "Fanchant render farm"
    _block_type_slug = "fanchant-render-farm"
    _description = "What draws and encodes personal shots, and what a worker must have for it."

    require_hardware: bool = Field(
        default=False, description="refuse jobs where a software renderer draws instead of a graphics card"
    )
    canary_budget_ms: float | None = Field(
        default=None, gt=0, description="refuse jobs where a warm browser takes longer for a 64 x 64 picture"
    )
    encoder: EncoderSetting = Field(
        default="auto",
        description="what encodes personal shots; auto = nvenc where a graphics card draws, has it and allow_inband is "
        "on, else x264",
    )
    allow_inband: bool = Field(
        default=False,
        description="join clips of different encoders: parameter sets change within the video (sample entry avc3), "
        "which not every player takes",
    )

    @classmethod
    def configured(cls) -> RenderFarm:
        """What `FANCHANT_RENDER_FARM` says: `any` (default) or words joined by commas, or `block:NAME`.

        The words: `hardware`, `inband` (allow_inband) and one of `x264`, `nvenc`, `webcodecs`.

        Raises:
            ConfigurationError: the value is not known, the server has no block of that name, or the chosen encoder's
                clips could not be joined with a template's.
        """
        name = os.environ.get(SETTING, "any")
        if name.startswith(PREFIX):
            instead = "use any or hardware"
            farm = load_saved(cls, SETTING, name, instead=instead, code="render_farm_missing")
        else:
            farm = cls(**_fields(name))
        if farm.encoder in ("nvenc", "webcodecs") and not farm.allow_inband:
            raise ConfigurationError(
                f"clips of {farm.encoder} have other SPS/PPS than the template's and cannot be copied beside them; "
                f"switch allow_inband on (in {SETTING}: {farm.encoder},inband) or use x264",
                code="encoder_not_spliceable",
            )
        return farm

    @property
    def guard(self) -> HardwareGuard:
        return HardwareGuard(require_hardware=self.require_hardware, canary_budget_ms=self.canary_budget_ms)

    def renderer(self) -> Renderer:
        """This process's renderer, held to these demands; a browser that does not meet them is refused at its use."""
        renderer = Renderer.shared()
        renderer.demand(self.guard)
        return renderer

    def chosen_encoder(self, renderer: Renderer) -> Encoder:
        """What encodes here; starts the browser where the choice depends on what draws.

        Raises:
            ConfigurationError: NVENC is asked for and this machine does not have it.
        """
        if self.encoder == "nvenc" and (refusal := nvenc_refusal()):
            raise ConfigurationError(
                f"this machine cannot encode with NVENC ({refusal}); install the card's driver with its encoder (in a "
                "container: NVIDIA_DRIVER_CAPABILITIES=graphics,video,compute,utility; some data centre cards have no "
                "encoder) or set the render farm's encoder to auto or x264",
                code="nvenc_missing",
            )
        if self.encoder != "auto":
            return self.encoder
        if not self.allow_inband or is_software(renderer.gl_renderer) or nvenc_refusal():
            return "x264"
        return "nvenc"


def _fields(words: str) -> dict[str, Any]:
    """Fields of the block for a value of the environment variable."""
    fields: dict[str, Any] = {}
    for word in words.split(","):
        if word == "hardware":
            fields["require_hardware"] = True
        elif word == "inband":
            fields["allow_inband"] = True
        elif word in get_args(Encoder) and "encoder" not in fields:
            fields["encoder"] = word
        elif word != "any":
            raise ConfigurationError(
                f"{SETTING}={words} is not known; use any, hardware, inband and one of x264, nvenc, webcodecs, joined "
                "by commas, or block:NAME",
                code="render_farm_missing",
            )
    return fields
