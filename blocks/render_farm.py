"""What the operator demands of a render worker, as a Prefect block with defaults that work on any machine."""

from __future__ import annotations

import os

from prefect.blocks.core import Block
from pydantic import Field

from blocks.saved import PREFIX, load_saved
from contracts.errors import ConfigurationError
from renderer.hardware import HardwareGuard
from renderer.renderer import Renderer


class RenderFarm(Block):
    """Guards against a worker that silently draws on its processor, draws nothing, or draws too slowly."""

    _block_type_name = "Fanchant render farm"
    _block_type_slug = "fanchant-render-farm"

    require_hardware: bool = Field(
        default=False, description="refuse jobs where a software renderer draws instead of a graphics card"
    )
    canary_budget_ms: float | None = Field(
        default=None, gt=0, description="refuse jobs where a warm browser takes longer for a 64 x 64 picture"
    )

    @classmethod
    def configured(cls) -> RenderFarm:
        """What `FANCHANT_RENDER_FARM` says: `any` (default), `hardware`, or `block:NAME` for a saved block.

        Raises:
            ConfigurationError: the value is not known, or the server has no block of that name.
        """
        name = os.environ.get("FANCHANT_RENDER_FARM", "any")
        if name in ("any", "hardware"):
            return cls(require_hardware=name == "hardware")
        if not name.startswith(PREFIX):
            raise ConfigurationError(
                f"FANCHANT_RENDER_FARM={name} is not known; use any, hardware or block:NAME", code="render_farm_missing"
            )
        return load_saved(cls, "FANCHANT_RENDER_FARM", name, instead="use any or hardware", code="render_farm_missing")

    @property
    def guard(self) -> HardwareGuard:
        return HardwareGuard(require_hardware=self.require_hardware, canary_budget_ms=self.canary_budget_ms)

    def renderer(self) -> Renderer:
        """This process's renderer, held to these demands; a browser that does not meet them is refused at its use."""
        renderer = Renderer.shared()
        renderer.demand(self.guard)
        return renderer
