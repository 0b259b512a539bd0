"""Parts of the face as indices of the 468-point face mesh (MediaPipe's canonical face model)."""

from __future__ import annotations

from typing import Final

POINTS: Final = 468

CHIN_TIP: Final = 152
FOREHEAD_TOP: Final = 10
NOSE_TIP: Final = 1
MOUTH: Final = 13
FACE_LEFT: Final = 234
FACE_RIGHT: Final = 454
"""Left and right are the picture's, not the person's."""

LEFT_EYE: Final = (33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246)
RIGHT_EYE: Final = (263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466)
LEFT_EYE_CORNER: Final = 33
RIGHT_EYE_CORNER: Final = 263

FACE_OVAL: Final = (
    *(10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377),
    *(152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109),
)
LEFT_CHEEK: Final = (117, 118, 119, 100, 126, 142, 36, 205, 187, 123)
RIGHT_CHEEK: Final = (346, 347, 348, 329, 355, 371, 266, 425, 411, 352)
FOREHEAD: Final = (109, 10, 338, 337, 151, 108)
UPPER_FOREHEAD: Final = (103, 67, 109, 10, 338, 297, 332, 333, 299, 337, 151, 108, 69, 104)
CHIN: Final = (18, 83, 182, 194, 32, 140, 171, 175, 396, 369, 262, 418, 406, 313)
MOUSTACHE: Final = (*(164, 167, 165, 92, 186, 57, 61, 40, 39, 37, 0, 267, 269, 270, 291, 287, 410, 322, 391, 393),)
LEFT_JAW: Final = (58, 172, 136, 150, 149, 176, 140, 32, 194, 204, 202, 212, 214, 192)
RIGHT_JAW: Final = (288, 397, 365, 379, 378, 400, 369, 262, 418, 424, 422, 432, 434, 416)
LIPS: Final = (61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185)
BRIDGE: Final = (168, 6, 197, 122, 351)
EYE_STRIP: Final = (70, 63, 105, 66, 107, 336, 296, 334, 293, 300, 98, 2, 327, 4)
"""Brows to nose tip: what the glasses classifier looks at."""

DISTANCES: Final = {
    "jaw": ((172, 397),),
    "nose": ((48, 278),),
    "lips": ((0, 13), (14, 17)),
    "eyes": ((159, 145), (386, 374)),
    "mouth_open": ((13, 14),),
}
"""Point pairs whose distances make a proportion."""
BROWS: Final = ((70, 63, 105, 66, 107), (300, 293, 334, 296, 336))

USED: Final = tuple(
    sorted(
        {CHIN_TIP, FOREHEAD_TOP, NOSE_TIP, MOUTH, FACE_LEFT, FACE_RIGHT}
        | {*LEFT_EYE, *RIGHT_EYE, *FACE_OVAL, *LEFT_CHEEK, *RIGHT_CHEEK, *FOREHEAD, *UPPER_FOREHEAD, *CHIN}
        | {*MOUSTACHE, *LEFT_JAW, *RIGHT_JAW, *LIPS, *BRIDGE, *EYE_STRIP}
        | {index for pairs in DISTANCES.values() for pair in pairs for index in pair}
        | {index for brow in BROWS for index in brow}
    )
)
