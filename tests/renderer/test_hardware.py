"""A worker that must have a graphics card does not draw without one."""

from __future__ import annotations

from pathlib import Path

import pytest

from blocks.render_farm import RenderFarm
from contracts.errors import ConfigurationError, ResourceExhausted
from renderer.hardware import CanaryResult, HardwareGuard, is_software
from renderer.renderer import Renderer
from tests.renderer.comps import comp, name_text, request, solid

LLVMPIPE = "ANGLE (Mesa/X.org, llvmpipe (LLVM 15.0.6 256 bits), OpenGL ES 3.2)"
SWIFTSHADER = "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)"
NVIDIA = "ANGLE (NVIDIA Corporation, NVIDIA L4/PCIe/SSE2, OpenGL ES 3.2 NVIDIA 550.54)"
GOOD = CanaryResult(ms=4.0, has_content=True)


def test_software_is_told_from_hardware() -> None:
    assert is_software(LLVMPIPE)
    assert is_software(SWIFTSHADER)
    assert not is_software(NVIDIA)


@pytest.mark.parametrize("gl_renderer", [LLVMPIPE, SWIFTSHADER, ""])
def test_required_hardware_is_not_replaced_by_software(gl_renderer: str) -> None:
    guard = HardwareGuard(require_hardware=True)
    guard.check(NVIDIA, GOOD)
    with pytest.raises(ConfigurationError, match="requires a graphics card"):
        guard.check(gl_renderer, GOOD)


def test_a_blank_or_slow_canary_is_refused() -> None:
    guard = HardwareGuard(canary_budget_ms=50)
    guard.check(LLVMPIPE, GOOD)
    with pytest.raises(ResourceExhausted, match="blank"):
        guard.check(NVIDIA, CanaryResult(ms=4.0, has_content=False))
    with pytest.raises(ResourceExhausted, match="allowed are 50 ms"):
        guard.check(NVIDIA, CanaryResult(ms=51.0, has_content=True))


def test_a_running_browser_is_held_to_new_demands(second_renderer: Renderer, bundle: Path) -> None:
    asked = request(comp(solid(), name_text("Zoë")))
    assert len(list(second_renderer.draw(asked, bundle))) == 1
    if is_software(second_renderer.gl_renderer):
        second_renderer.demand(RenderFarm(require_hardware=True).guard)
        with pytest.raises(ConfigurationError, match="requires a graphics card"):
            list(second_renderer.draw(asked, bundle))
    second_renderer.demand(HardwareGuard(canary_budget_ms=1e-6))
    with pytest.raises(ResourceExhausted, match="canary took"):
        list(second_renderer.draw(asked, bundle))
    second_renderer.demand(HardwareGuard())
    assert len(list(second_renderer.draw(asked, bundle))) == 1


def test_what_the_operator_can_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FANCHANT_RENDER_FARM", raising=False)
    assert not RenderFarm.configured().guard.is_set
    monkeypatch.setenv("FANCHANT_RENDER_FARM", "hardware")
    assert RenderFarm.configured().guard == HardwareGuard(require_hardware=True)
    monkeypatch.setenv("FANCHANT_RENDER_FARM", "gpu")
    with pytest.raises(ConfigurationError, match="use any, hardware, inband and one of"):
        RenderFarm.configured()
