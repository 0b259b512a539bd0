"""Precomps with collapsed transformations: their layers stand in the outer comp, before its camera."""

from __future__ import annotations

from typing import Any

from contracts.precomp import Group, Item
from tasks.comp_import.effects import lifted_into, paired

PRECOMP = 0


def can_collapse(layer: dict[str, Any]) -> bool:
    """Whether nothing works on the comp as a whole, so that its layers can take its place."""
    whole = layer.get("masksProperties"), layer.get("ef"), layer.get("sy"), layer.get("tt"), layer.get("td")
    return layer["ty"] == PRECOMP and not any(whole) and not layer.get("bm") and not layer.get("mb")


def collapsed(outer: Item, inner: Group, first: int) -> list[Item]:
    """The items of a comp as items of the comp around it, where the first of them gets the number `first`.

    Args:
        outer: the item that the comp would be; its matrix and opacity go to every item.
    """
    items = []
    for item in inner.items:
        changes: dict[str, Any] = {
            "three_d": item.three_d or outer.three_d,
            "matrix_track": paired(item.matrix_track, outer.matrix_track, lifted_into),
            "opacity_track": paired(item.opacity_track, outer.opacity_track, lambda one, other: one * other),
            "moments": tuple(
                moment.model_copy(
                    update={
                        "matrix_track": paired(moment.matrix_track, outer.matrix_track, lifted_into),
                        "opacity_track": paired(moment.opacity_track, outer.opacity_track, lambda a, b: a * b),
                    }
                )
                for moment in item.moments
            ),
        }
        if item.matte:
            changes["matte"] = item.matte.model_copy(update={"item": item.matte.item + first})
        items.append(item.model_copy(update=changes))
    return items
