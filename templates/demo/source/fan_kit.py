"""The fan-kit: photocard with its back, wallpaper, six stickers and their sheet, a moving sticker, a ringtone."""

from __future__ import annotations

import math

from contracts.comp import Comp, Look
from contracts.layers import ImageLayer, Layer, PerformerLayer, TextLayer
from contracts.performance import Motion
from contracts.space import Camera, Matrix4
from contracts.template import FanKitItem
from tasks.template.source import KitPicture

from .cameras import Framing, placed, still
from .kit_images.cards import WALLPAPER_PX
from .kit_images.stickers import BADGES, BUBBLE_SIZE_PX, RIBBON_CENTRE, SIDE_PX, deep
from .scenery import confetti, fan, name, plate, shadow, stage
from .stage_plan import CYAN, FONT, FPS, HEAD_Y, MAGENTA, PHOTOCARD_PX, WHITE

FOIL = (1.0, 0.93, 0.82)
BAKED = Look(bloom=0.5, vignette=0.3, msaa_samples=4)
CRISP = Look(bloom=0.0, vignette=0.0, msaa_samples=4)

ASIDE = 0.2
"""How far the fan stands away from the bubble, in units."""
STICKER_EDGE_PX = 9.0
STICKER_BYTES = 100_000
"""The most that messengers take for a sticker."""
ANIMATION_BYTES = 500_000
LOOP_FRAMES = 36
LOOP_BEATS = 4
TWINKLE, SMALLEST_TWINKLE = 0.85, 0.35
"""Share of the loop in which an ornament is seen, and the least share of its size that is shown."""


def kit_comp(
    of: str,
    size_px: tuple[int, int],
    camera: Camera,
    layers: tuple[Layer, ...],
    *,
    look: Look = CRISP,
    frames: int = 1,
    transparent: bool = False,
) -> Comp:
    width, height = size_px
    return Comp(
        id=of,
        width=width,
        height=height,
        fps=FPS,
        frames=frames,
        transparent=transparent,
        camera=camera,
        look=look,
        layers=layers,
    )


def photocard() -> KitPicture:
    camera = still(Framing((0.35, HEAD_Y - 0.54, 8.2), (0.0, HEAD_Y - 0.77, 0.0), 29.5), PHOTOCARD_PX[1])
    frame = 6
    baked = (*stage(wall=0.9), confetti(0.35))
    drawn = (
        plate("plates/photocard.mp4"),
        fan("hold", sings=False),
        _picture("border", "images/photocard-border.webp", PHOTOCARD_PX[0] / PHOTOCARD_PX[1], 1.0),
        name("foil", 0.0, -0.385, 0.0, (0.56, 0.1), glow=MAGENTA, colour=FOIL, screen_space=True),
        words("title", "LIGHT THE SKY", (0.0, 0.437), (0.36, 0.024)),
    )
    return KitPicture(
        comp=kit_comp("photocard", PHOTOCARD_PX, camera, drawn, frames=frame + 1),
        plate=kit_comp("photocard-plate", PHOTOCARD_PX, camera, baked, look=BAKED, frames=frame + 1),
        depends_on=("character", "name"),
        frame=frame,
    )


def photocard_back() -> KitPicture:
    """Printed like the front, without the fan: title, the name as a signature, the number of this fan's card."""
    layers = (
        _picture("print", "images/photocard-back.webp", PHOTOCARD_PX[0] / PHOTOCARD_PX[1], 1.0),
        words("title-top", "LIGHT", (0.0, 0.205), (0.3, 0.058), look="foil", colour=FOIL),
        words("title-middle", "THE", (0.0, 0.145), (0.12, 0.03), look="foil", colour=FOIL),
        words("title-foot", "SKY", (0.0, 0.085), (0.3, 0.058), look="foil", colour=FOIL),
        _picture("stroke", "images/signature-stroke.png", 0.40, 0.0533, (0.01, -0.279)),
        TextLayer(
            id="signature",
            slot="name",
            width=0.42,
            height=0.085,
            font_family=FONT,
            colour=WHITE,
            screen_space=True,
            matrix_track=(slanted(0.0, -0.226, turn_degrees=5.0, slant=0.26),),
        ),
        words("issue", "No. {issue}", (0.0, -0.375), (0.2, 0.019), colour=(0.86, 0.8, 1.0)),
        words("series", "FANCHANT PHOTOCARD", (0.0, 0.405), (0.34, 0.017), colour=(0.86, 0.8, 1.0)),
    )
    camera = still(Framing((0.0, 0.0, 8.0), (0.0, 0.0, 0.0), 30), PHOTOCARD_PX[1])
    return KitPicture(
        comp=kit_comp("photocard-back", PHOTOCARD_PX, camera, layers), depends_on=("name",), kind="card_back"
    )


def wallpaper() -> KitPicture:
    """The fan in the lower part of the screen; where the phone shows its clock there is only the dark of the hall."""
    camera = still(Framing((0.0, 3.6, 10.4), (0.0, 4.75, 0.0), 43), WALLPAPER_PX[1])
    frame = 6
    baked = (*stage(wall=0.7), shadow(0, 0, "fan"), confetti(0.5))
    drawn = (
        plate("plates/wallpaper.mp4"),
        fan("cheer", sings=False),
        _picture("veil", "images/wallpaper-veil.png", WALLPAPER_PX[0] / WALLPAPER_PX[1], 1.0),
        name("neon", 0.0, -0.30, 0.0, (0.42, 0.075), glow=CYAN, screen_space=True),
    )
    return KitPicture(
        comp=kit_comp("wallpaper", WALLPAPER_PX, camera, drawn, frames=frame + 1),
        plate=kit_comp("wallpaper-plate", WALLPAPER_PX, camera, baked, look=BAKED, frames=frame + 1),
        depends_on=("character", "name"),
        frame=frame,
    )


def sticker(
    of: str, motion: Motion, badge: str, says: str = "", *, frame: int, left: bool = True, sings: bool = False
) -> KitPicture:
    """The fan before a round badge, the name on a ribbon; a word in a bubble at the left or right, or sparkles."""
    side = 0.0 if not says else -1.0 if left else 1.0
    layers: tuple[Layer, ...] = (
        _picture("badge", f"images/badge-{badge}.webp", 1.0, 1.0),
        PerformerLayer(
            id="fan",
            slot="fan",
            motion=motion,
            sings=sings,
            seed=7,
            matrix_track=(placed(-side * ASIDE, 0.0, 0.0),),
        ),
        _picture("ribbon", f"images/ribbon-{badge}.png", 1.0, 1.0),
        _name_on_ribbon(),
        *(_bubble(says, badge, side) if says else _sparkles()),
    )
    return KitPicture(
        comp=kit_comp(of, (SIDE_PX, SIDE_PX), _sticker_camera(), layers, frames=frame + 1, transparent=True),
        depends_on=("character", "name"),
        frame=frame,
        suffix=".webp",
        max_bytes=STICKER_BYTES,
        mask="images/sticker-mask.png",
        die_cut_px=STICKER_EDGE_PX,
    )


def moving_sticker() -> KitPicture:
    """The fan sways once from side to side in one and a half seconds, while sparkles and hearts come and go."""
    layers: tuple[Layer, ...] = (
        PerformerLayer(id="fan", slot="fan", motion="sway", sings=False, seed=7),
        _picture("ribbon", "images/ribbon-magenta.png", 1.0, 1.0),
        _name_on_ribbon(),
        *(
            _twinkle(index, asset, at, size, phase)
            for index, (asset, at, size, phase) in enumerate(
                (
                    ("sparkle-gold", (-0.36, 0.28), 0.16, 0.0),
                    ("heart-magenta", (-0.39, 0.03), 0.11, 0.35),
                    ("sparkle-cyan", (0.41, 0.40), 0.10, 0.55),
                    ("heart-magenta", (-0.25, 0.41), 0.08, 0.75),
                )
            )
        ),
    )
    comp = kit_comp(
        "sticker-moving",
        (SIDE_PX, SIDE_PX),
        _sticker_camera(),
        layers,
        frames=LOOP_FRAMES,
        transparent=True,
    )
    return KitPicture(
        comp=comp,
        depends_on=("character", "name"),
        kind="animation",
        suffix=".webp",
        max_bytes=ANIMATION_BYTES,
        mask="images/sticker-free-mask.png",
        die_cut_px=STICKER_EDGE_PX,
        loop_beats=LOOP_BEATS,
    )


def words(
    of: str,
    text: str,
    at: tuple[float, float],
    size: tuple[float, float],
    *,
    colour: tuple[float, float, float] = WHITE,
    look: str = "plain",
    turn_degrees: float = 0.0,
) -> TextLayer:
    """Words of the template; `at` and `size` in frame heights from the middle."""
    return TextLayer.model_validate(
        {
            "id": of,
            "text": text,
            "width": size[0],
            "height": size[1],
            "font_family": FONT,
            "colour": colour,
            "look": look,
            "screen_space": True,
            "matrix_track": (slanted(*at, turn_degrees=turn_degrees),),
        }
    )


def slanted(x: float, y: float, *, turn_degrees: float = 0.0, slant: float = 0.0, scale: float = 1.0) -> Matrix4:
    """A place in screen space, turned anticlockwise; `slant` leans upright lines to the right by that much per unit."""
    cos, sin = scale * math.cos(math.radians(turn_degrees)), scale * math.sin(math.radians(turn_degrees))
    numbers = (cos, sin, 0, 0, slant * cos - sin, slant * sin + cos, 0, 0, 0, 0, 1, 0, x, y, 0, 1)
    return tuple(round(float(number), 5) for number in numbers)  # type: ignore[return-value]


def _sticker_camera() -> Camera:
    return still(Framing((0.0, HEAD_Y - 0.55, 11.0), (0.0, HEAD_Y - 0.66, 0.0), 20.0), SIDE_PX)


def _name_on_ribbon() -> TextLayer:
    y = 0.5 - RIBBON_CENTRE[1] / SIDE_PX
    return name("plain", 0.0, y, 0.0, (0.70, 0.088), glow=None, screen_space=True)


def _bubble(says: str, badge: str, side: float) -> tuple[Layer, ...]:
    """A word in a speech bubble at the upper left (`side` -1) or right (1)."""
    x, y, tilt = side * 0.252, 0.312, -side * 7.0
    width, height = BUBBLE_SIZE_PX
    colour = deep(BADGES[badge][1])
    return (
        ImageLayer(
            id="bubble",
            asset=f"images/bubble-{badge}-{'left' if side < 0 else 'right'}.png",
            width=width / SIDE_PX,
            height=height / SIDE_PX,
            screen_space=True,
            matrix_track=(slanted(x, y, turn_degrees=tilt),),
        ),
        words("says", says, (x - 0.003 * side, y + 0.025), (0.31, 0.07), colour=colour, turn_degrees=tilt),
    )


def _sparkles() -> tuple[Layer, ...]:
    places = ((-0.345, 0.205, 0.14), (-0.275, 0.335, 0.085), (0.345, 0.205, 0.14), (0.275, 0.335, 0.085))
    return tuple(
        _picture(f"sparkle-{index}", "images/sparkle-gold.png", size, size, (x, y))
        for index, (x, y, size) in enumerate(places)
    )


def _picture(of: str, asset: str, width: float, height: float, at: tuple[float, float] = (0.0, 0.0)) -> ImageLayer:
    return ImageLayer(
        id=of, asset=asset, width=width, height=height, screen_space=True, matrix_track=(placed(*at, 0.0),)
    )


def _twinkle(index: int, asset: str, at: tuple[float, float], size: float, phase: float) -> ImageLayer:
    """An ornament that grows, turns a little and shrinks once per loop."""
    track = []
    for frame in range(LOOP_FRAMES):
        share = (frame / LOOP_FRAMES + phase) % 1.0
        grown = math.sin(math.pi * max(0.0, 1.0 - share / TWINKLE)) ** 0.7
        # What is smaller than its white edge would be a white dot.
        shown = grown if grown > SMALLEST_TWINKLE else 0.0
        track.append(slanted(*at, turn_degrees=24.0 * (share / TWINKLE - 0.5), scale=shown))
    return ImageLayer(
        id=f"twinkle-{index}",
        asset=f"images/{asset}.png",
        width=size,
        height=size,
        screen_space=True,
        matrix_track=tuple(track),
    )


STICKERS = (
    lambda: sticker("sticker-hello", "wave", "magenta", "HELLO!", frame=3),
    lambda: sticker("sticker-love", "heart", "violet", "LOVE YOU", frame=6, left=False),
    lambda: sticker("sticker-cheer", "cheer", "cyan", frame=6),
    lambda: sticker("sticker-you", "point", "sun", "YOU!", frame=0),
    lambda: sticker("sticker-thanks", "hold", "mint", "THANKS!", frame=6),
    # The house voice sings here, so the mouth is open.
    lambda: sticker("sticker-encore", "sing", "coral", "ENCORE!", frame=105, sings=True),
)
FAN_KIT = (photocard, photocard_back, wallpaper, *STICKERS, moving_sticker)
FILES = (
    FanKitItem(
        id="sticker-sheet",
        kind="sheet",
        file_name="sticker-sheet.webp",
        depends_on=("character", "name"),
        of=tuple(make().id for make in STICKERS),
        columns=3,
    ),
    FanKitItem(id="ringtone", kind="ringtone", file_name="ringtone.m4a", depends_on=("voice",)),
)
