"""The fan-kit: a photocard, a wallpaper and three stickers."""

from __future__ import annotations

from contracts.comp import Comp, Look
from contracts.layers import ImageLayer, Layer, PerformerLayer, TextLayer
from contracts.space import Camera
from tasks.template.source import KitPicture

from .cameras import Framing, placed, still
from .scenery import Motion, confetti, fan, name, plate, shadow, stage
from .stage_plan import CYAN, FONT, FPS, HEAD_Y, MAGENTA, PHOTOCARD_PX, WHITE

WALLPAPER_PX = (1080, 1920)
STICKER_PX = (512, 512)
FOIL = (1.0, 0.93, 0.82)
BAKED = Look(bloom=0.5, vignette=0.3, msaa_samples=4)
RIBBON_Y = -0.415
RIBBON_TEXT = (0.62, 0.085)
CRISP = Look(bloom=0.0, vignette=0.0, msaa_samples=4)


def kit_comp(
    of: str,
    size_px: tuple[int, int],
    camera: Camera,
    layers: tuple[Layer, ...],
    *,
    look: Look = CRISP,
    frame: int = 0,
    transparent: bool = False,
) -> Comp:
    width, height = size_px
    return Comp(
        id=of,
        width=width,
        height=height,
        fps=FPS,
        frames=frame + 1,
        transparent=transparent,
        camera=camera,
        look=look,
        layers=layers,
    )


def photocard() -> KitPicture:
    camera = still(Framing((0.25, HEAD_Y - 0.75, 8.2), (0.0, HEAD_Y - 0.85, 0.0), 33), PHOTOCARD_PX[1])
    frame = 6
    baked = (*stage(wall=0.9), confetti(0.35))
    drawn = (
        plate("plates/photocard.mp4"),
        fan("wave", sings=False),
        ImageLayer(
            id="border",
            asset="images/photocard-border.png",
            width=PHOTOCARD_PX[0] / PHOTOCARD_PX[1],
            height=1.0,
            screen_space=True,
        ),
        name("foil", 0.0, -0.375, 0.0, (0.56, 0.095), glow=MAGENTA, colour=FOIL, screen_space=True),
        caption("LIGHT THE SKY", 0.0, 0.437, (0.36, 0.024)),
    )
    return KitPicture(
        comp=kit_comp("photocard", PHOTOCARD_PX, camera, drawn, frame=frame),
        plate=kit_comp("photocard-plate", PHOTOCARD_PX, camera, baked, look=BAKED, frame=frame),
        depends_on=("character", "name"),
        frame=frame,
    )


def wallpaper() -> KitPicture:
    camera = still(Framing((0.0, 2.8, 12.6), (0.0, 4.35, 0.0), 45), WALLPAPER_PX[1])
    frame = 6
    baked = (*stage(wall=0.7), shadow(0, 0, "fan"), confetti(0.5))
    drawn = (
        plate("plates/wallpaper.mp4"),
        name("neon", 0.0, 0.27, 0.0, (0.46, 0.09), glow=CYAN, screen_space=True),
        fan("cheer", sings=False),
    )
    return KitPicture(
        comp=kit_comp("wallpaper", WALLPAPER_PX, camera, drawn, frame=frame),
        plate=kit_comp("wallpaper-plate", WALLPAPER_PX, camera, baked, look=BAKED, frame=frame),
        depends_on=("character", "name"),
        frame=frame,
    )


def sticker(of: str, motion: Motion, badge: str, *, frame: int, words: str | None = None) -> KitPicture:
    """The fan before a round badge, on nothing; the ribbon below says `words`, or the fan's name."""
    camera = still(Framing((0.0, HEAD_Y - 0.55, 11.0), (0.0, HEAD_Y - 0.72, 0.0), 22.5), STICKER_PX[1])
    if words:
        label = caption(words, 0.0, RIBBON_Y, RIBBON_TEXT)
    else:
        label = name("plain", 0.0, RIBBON_Y, 0.0, RIBBON_TEXT, glow=None, screen_space=True)
    layers: tuple[Layer, ...] = (
        ImageLayer(id="badge", asset=f"images/{badge}.png", width=1.0, height=1.0, screen_space=True),
        PerformerLayer(id="fan", slot="fan", motion=motion, sings=False, seed=7),
        ImageLayer(id="ribbon", asset=f"images/{badge}-ribbon.png", width=1.0, height=1.0, screen_space=True),
        label,
    )
    return KitPicture(
        comp=kit_comp(of, STICKER_PX, camera, layers, frame=frame, transparent=True),
        depends_on=("character",) if words else ("character", "name"),
        frame=frame,
    )


def caption(text: str, x: float, y: float, size: tuple[float, float]) -> TextLayer:
    return TextLayer(
        id="caption",
        text=text,
        width=size[0],
        height=size[1],
        font_family=FONT,
        colour=WHITE,
        screen_space=True,
        matrix_track=(placed(x, y, 0.0),),
    )


FAN_KIT = (
    photocard,
    wallpaper,
    lambda: sticker("sticker-wave", "wave", "badge-magenta", frame=6, words="HELLO!"),
    lambda: sticker("sticker-heart", "heart", "badge-violet", frame=6, words="LOVE YOU!"),
    lambda: sticker("sticker-name", "cheer", "badge-cyan", frame=6),
)
