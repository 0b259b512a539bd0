"""What a browser must prove before it gets work: that a graphics card draws, that it draws at all, and fast enough."""

from __future__ import annotations

import re
from dataclasses import dataclass

from contracts.errors import ConfigurationError, ResourceExhausted

SOFTWARE_RENDERERS = re.compile(r"swiftshader|llvmpipe|softpipe|lavapipe|software|basic render", re.IGNORECASE)


def is_software(gl_renderer: str) -> bool:
    """Whether that renderer string names a driver that draws on the processor; an unknown one counts as hardware."""
    return bool(SOFTWARE_RENDERERS.search(gl_renderer))


@dataclass(frozen=True)
class CanaryResult:
    """A known picture, drawn to see whether the browser draws at all."""

    ms: float
    has_content: bool


@dataclass(frozen=True, kw_only=True)
class HardwareGuard:
    """Checked once for every new browser, after one canary that warms it and does not count."""

    require_hardware: bool = False
    canary_budget_ms: float | None = None
    """Longest that the second canary may take; None = as long as it likes."""

    @property
    def is_set(self) -> bool:
        return self.require_hardware or self.canary_budget_ms is not None

    def check(self, gl_renderer: str, canary: CanaryResult) -> None:
        """Refuses a browser that must not be used.

        Raises:
            ConfigurationError: hardware is required and software draws.
            ResourceExhausted: the canary has no content or took too long.
        """
        if self.require_hardware and (not gl_renderer or is_software(gl_renderer)):
            raise ConfigurationError(
                f"this worker requires a graphics card, but {gl_renderer or 'nothing'} draws; install the card's "
                "driver with EGL (in a container: NVIDIA_DRIVER_CAPABILITIES=graphics,video,compute,utility) "
                "or switch require_hardware off",
                code="graphics_software",
            )
        if not canary.has_content:
            raise ResourceExhausted("the browser draws blank pictures", code="graphics_blank")
        if self.canary_budget_ms is not None and canary.ms > self.canary_budget_ms:
            raise ResourceExhausted(
                f"the canary took {canary.ms:.0f} ms, allowed are {self.canary_budget_ms:g} ms", code="graphics_slow"
            )
