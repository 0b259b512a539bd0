"""Where things land on the picture, against the closed form of a pinhole camera."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from contracts.comp import Look, Region
from contracts.layers import ImageLayer
from contracts.space import Camera
from renderer.renderer import Renderer
from tests.renderer.comps import HEIGHT, WIDTH, comp, moved, name_text, request, solid


def look_from(position: tuple[float, float, float], yaw_deg: float, pitch_deg: float) -> np.ndarray:
    """Camera to world, 4 x 4: turned about y, then about its own x."""
    yaw, pitch = np.radians([yaw_deg, pitch_deg])
    about_y = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]])
    matrix = np.eye(4)
    matrix[:3, :3] = about_y @ about_x
    matrix[:3, 3] = position
    return matrix


def project(points: np.ndarray, camera_to_world: np.ndarray, zoom_px: float) -> np.ndarray:
    """World points (n, 3) to pixels (n, 2), y down, by similar triangles."""
    seen = (np.linalg.inv(camera_to_world) @ np.c_[points, np.ones(len(points))].T).T
    return np.c_[WIDTH / 2 + zoom_px * seen[:, 0] / -seen[:, 2], HEIGHT / 2 - zoom_px * seen[:, 1] / -seen[:, 2]]


def edge_line(coverage: np.ndarray, a: np.ndarray, b: np.ndarray) -> float:
    """Mean signed distance in pixels of the drawn edge from the line a-b, measured by coverage across it."""
    along = (b - a) / np.linalg.norm(b - a)
    across = np.array([-along[1], along[0]])
    distances = []
    for share in np.linspace(0.15, 0.85, 41):
        steps = np.arange(-6, 6, 0.25) + 0.125
        samples = a + (b - a) * share + steps[:, None] * across
        values = bilinear(coverage, samples)
        inside = values.sum() * 0.25
        distances.append(inside - 6 if values[0] > values[-1] else 6 - inside)
    return float(np.mean(distances))


def bilinear(picture: np.ndarray, points: np.ndarray) -> np.ndarray:
    x, y = points[:, 0] - 0.5, points[:, 1] - 0.5
    column, row = np.floor(x).astype(int), np.floor(y).astype(int)
    fx, fy = x - column, y - row
    top = picture[row, column] * (1 - fx) + picture[row, column + 1] * fx
    bottom = picture[row + 1, column] * (1 - fx) + picture[row + 1, column + 1] * fx
    return top * (1 - fy) + bottom * fy


# Four samples per pixel know an upright edge to a quarter of a pixel; along a slanted one the error averages out.
@pytest.mark.parametrize(
    ("yaw", "pitch", "zoom_px", "tolerance_px"), [(0, 0, 300, 0.13), (14, -6, 260, 0.04), (-20, 9, 420, 0.04)]
)
def test_camera_is_a_pinhole(
    renderer: Renderer, bundle: Path, yaw: float, pitch: float, zoom_px: float, tolerance_px: float
) -> None:
    pose = look_from((9 * np.sin(np.radians(yaw)), -9 * np.sin(np.radians(pitch)), 9), yaw, pitch)
    camera = Camera(matrix_track=(tuple(pose.T.flatten()),), zoom_px_track=(zoom_px,))
    quad = ImageLayer(id="quad", asset="white.png", width=3.0, height=2.0, matrix_track=(moved(0.2, -0.1, 0.3),))
    picture = comp(solid((0, 0, 0)), quad, camera=camera, look=Look(msaa_samples=4))
    luma = next(renderer.draw(request(picture), bundle))[:HEIGHT]
    coverage = (luma.astype(float) - 16) / 219
    corners = np.array([[-1.3, 0.9, 0.3], [1.7, 0.9, 0.3], [1.7, -1.1, 0.3], [-1.3, -1.1, 0.3]])
    pixels = project(corners, pose, zoom_px)
    for corner in range(4):
        error_px = edge_line(coverage, pixels[corner], pixels[(corner + 1) % 4])
        assert abs(error_px) < tolerance_px, f"edge {corner} lies {error_px:.3f} px off"


def test_screen_space_counts_in_frame_heights(renderer: Renderer, bundle: Path) -> None:
    square = ImageLayer(
        id="square", asset="white.png", width=0.5, height=0.25, screen_space=True, matrix_track=(moved(0.25, 0.125),)
    )
    luma = next(renderer.draw(request(comp(solid((0, 0, 0)), square)), bundle))[:HEIGHT]
    rows, columns = np.nonzero(luma > 125)
    assert (columns.min(), columns.max() + 1) == (WIDTH / 2, WIDTH / 2 + HEIGHT / 2)
    assert (rows.min(), rows.max() + 1) == (HEIGHT / 4 + HEIGHT / 8 - HEIGHT / 8, HEIGHT / 2)


@pytest.mark.parametrize("msaa_samples", [0, 4])
def test_a_region_is_the_crop_of_the_frame(renderer: Renderer, bundle: Path, msaa_samples: int) -> None:
    quad = ImageLayer(id="quad", asset="white.png", width=3.0, height=2.0, matrix_track=(moved(0.21, 0.13, 0.3),))
    picture = comp(solid(), quad, name_text("Zoë", look="neon", glow=(1, 0, 0.5)), look=Look(msaa_samples=msaa_samples))
    region = Region(x=72, y=44, width=160, height=100)
    whole = next(renderer.draw(request(picture), bundle))
    part = next(renderer.draw(request(picture, region=region), bundle))
    assert part.shape == (150, 160)
    assert np.array_equal(part[:100], whole[44:144, 72:232])
    chroma = whole[HEIGHT:].reshape(2, HEIGHT // 2, WIDTH // 2)[:, 22:72, 36:116]
    difference = np.abs(part[100:].reshape(2, 50, 80).astype(int) - chroma)
    # The leftmost chroma sample also weighs the column left of the region, which was not drawn.
    assert difference[..., 1:].max() == 0
