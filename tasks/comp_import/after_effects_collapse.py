"""Precomps with the switch "Collapse Transformations": their layers live in the space of the comp around them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TypeVar

import numpy as np

from contracts.precomp import Group, Item
from contracts.space import Matrix4

Value = TypeVar("Value")


def unfolded(items: Sequence[Item], collapsed: Collection[int]) -> tuple[Item, ...]:
    """Puts what is in the groups at the places `collapsed` where those groups are.

    Mattes keep pointing at their items; a collapsed group is nobody's matte and has none itself.
    """
    starts: dict[int, int] = {}
    count = 0
    for place, item in enumerate(items):
        starts[place] = count
        count += len(item.content.items) if place in collapsed and isinstance(item.content, Group) else 1
    found: list[Item] = []
    for place, item in enumerate(items):
        if place in collapsed and isinstance(item.content, Group):
            found += [_outside(inner, item, starts[place]) for inner in item.content.items]
        else:
            found.append(_with_matte(item, {} if item.matte is None else {"item": starts[item.matte.item]}))
    return tuple(found)


def _outside(inner: Item, around: Item, offset: int) -> Item:
    """An item of a collapsed group as one of the comp around it."""
    placed = inner.model_copy(
        update={
            "three_d": inner.three_d or around.three_d,
            "opacity_track": tuple(a * b for a, b in _pairs(around.opacity_track, inner.opacity_track)),
            "matrix_track": tuple(_product(a, b) for a, b in _pairs(around.matrix_track, inner.matrix_track)),
        }
    )
    return _with_matte(placed, {} if placed.matte is None else {"item": placed.matte.item + offset})


def _with_matte(item: Item, update: dict[str, int]) -> Item:
    return item.model_copy(update={"matte": item.matte.model_copy(update=update)}) if item.matte else item


def _pairs(one: tuple[Value, ...], other: tuple[Value, ...]) -> list[tuple[Value, Value]]:
    frames = max(len(one), len(other))
    return [(one[frame % len(one)], other[frame % len(other)]) for frame in range(frames)]


def _product(outer: Matrix4, inner: Matrix4) -> Matrix4:
    a, b = (np.array(matrix).reshape(4, 4).T for matrix in (outer, inner))
    return tuple((a @ b).T.flatten().tolist())
