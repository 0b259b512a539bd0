"""The toon light of the shots: performers are lit by the lamps that the plate shows behind them."""

from __future__ import annotations

from contracts.comp import Light

NIGHT_LIGHT = Light(rim_a=(1.0, 0.2, 0.7), rim_b=(0.12, 0.82, 1.0), ground=(0.3, 0.16, 0.56, 0.5))
"""Magenta from the left, cyan from the right, the floor's violet from below."""
DARK_LIGHT = Light(
    rim_a=(1.6, 0.3, 1.1),
    rim_b=(0.2, 1.3, 1.6),
    ambient=(0.24, 0.19, 0.38),
    ground=(0.1, 0.05, 0.2, 0.5),
)
"""Before the light: outlines, hardly a face."""
CHORUS_LIGHT = Light(
    rim_a=(1.0, 0.3, 0.72),
    rim_b=(0.4, 0.6, 1.0),
    ambient=(1.0, 0.97, 1.0),
    ground=(0.5, 0.2, 0.62, 0.45),
)
"""The whole rig is on: pink and blue, and more of it comes back from the floor."""
LAST_LIGHT = Light(
    key_direction=(-0.4, 0.62, 0.6),
    rim_a=(1.0, 0.62, 0.42),
    rim_b=(0.62, 0.5, 1.0),
    ambient=(1.0, 0.97, 0.95),
    ground=(0.5, 0.28, 0.4, 0.35),
)
"""Warm, for a portrait."""
BREATH_LIGHT = Light(
    key_direction=(-0.85, 0.35, 0.2),
    rim_a=(1.25, 0.3, 0.9),
    rim_b=(0.2, 1.0, 1.25),
    ambient=(0.80, 0.70, 0.94),
    ground=(0.2, 0.1, 0.5, 0.6),
)
"""The stage goes dark: what is left are the lamps behind, and a little of the hall's violet in the face."""
HALL_LIGHT = Light(
    key_direction=(0.35, 0.8, -0.45),
    rim_a_direction=(0.85, 0.2, 0.55),
    rim_b_direction=(-0.85, 0.2, 0.55),
    rim_a=(1.0, 0.28, 0.74),
    rim_b=(0.3, 0.82, 1.0),
    ambient=(0.8, 0.74, 0.96),
    ground=(0.3, 0.16, 0.56, 0.5),
)
"""Seen from behind: the light sticks of the hall draw the outline, the girders' lamps fall on the back."""
