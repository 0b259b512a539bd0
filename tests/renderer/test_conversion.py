"""The WebAssembly converter against the standard's formulas, on a picture that has every colour."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image

from contracts.comp import Look
from contracts.layers import PlateLayer
from renderer.renderer import Renderer
from tests.renderer.comps import HEIGHT, WIDTH, comp, request

KR, KB = 0.2126, 0.0722


def reference_i420(rgb: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """ITU-R BT.709-6, limited range; chroma at the even columns (1-2-1 across) and between the rows (mean of two)."""
    red, green, blue = (rgb[..., channel] / 255 for channel in range(3))
    luma = KR * red + (1 - KR - KB) * green + KB * blue
    planes = [16 + 219 * luma]
    for colour, share in ((blue, KB), (red, KR)):
        difference = (colour - luma) / (2 * (1 - share))
        padded = np.pad(difference, ((0, 0), (1, 0)), mode="edge")
        across = (padded[:, 0:-1:2] + 2 * padded[:, 1::2] + padded[:, 2::2]) / 4
        planes.append(128 + 224 * (across[0::2] + across[1::2]) / 2)
    return planes[0], planes[1], planes[2]


def test_conversion_is_exact(renderer: Renderer, tmp_path: Path) -> None:
    noise = np.random.default_rng(7).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8)
    noise[:40] = np.linspace(0, 255, WIDTH)[None, :, None]
    Image.fromarray(noise).save(tmp_path / "noise.png")
    picture = comp(PlateLayer(id="noise", asset="noise.png"), look=Look(msaa_samples=0))
    still = np.asarray(Image.open(io.BytesIO(renderer.still(request(picture), tmp_path))))
    # One texel per pixel: what was drawn is the picture itself.
    assert np.array_equal(still, noise)
    (frame,) = renderer.draw(request(picture), tmp_path)
    u, v = frame[HEIGHT:].reshape(2, HEIGHT // 2, WIDTH // 2)
    for drawn, expected in zip((frame[:HEIGHT], u, v), reference_i420(noise), strict=True):
        assert np.abs(drawn - expected).max() < 1.0
        assert np.abs(drawn - expected).mean() < 0.3
    assert np.all(u[:20] == 128)
    assert np.all(v[:20] == 128)
