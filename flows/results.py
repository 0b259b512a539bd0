"""What an operator finds of a finished video: its contact sheet and the way to its files."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import timedelta

from blocks.media_store import MediaStore
from contracts.delivery import Delivery
from contracts.errors import ConfigurationError
from contracts.media import MediaRef

LINKS_GOOD_FOR = timedelta(days=7)
"""As long as S3 allows."""


def files_of(delivery: Delivery) -> Iterator[tuple[str, MediaRef]]:
    """Name and media of everything that the fan gets."""
    yield "video.mp4", delivery.video.video
    yield from delivery.fan_kit.items.items()


def link_to(media: MediaRef, file_name: str | None = None) -> str | None:
    """A link under which a browser can fetch the object; None where the store is a folder, which has none."""
    try:
        return MediaStore.configured().presigned_url(media, int(LINKS_GOOD_FOR.total_seconds()), file_name)
    except ConfigurationError:
        return None


def picture_address(media: MediaRef) -> str:
    """Where the UI finds the picture: a link to the store, or the picture itself as a `data:` address."""
    if link := link_to(media):
        return link
    return f"data:{media.media_type};base64,{base64.b64encode(MediaStore.configured().read_bytes(media)).decode()}"


def results_markdown(delivery: Delivery) -> str:
    """The files of `delivery` with links, and their places in the store as patterns that a shell finds them by."""
    files = [(name, media, link_to(media, name)) for name, media in files_of(delivery)]
    linked = any(link for _, _, link in files)
    where = (
        f"The links are good for {LINKS_GOOD_FOR.days} days; whoever has one can read the file."
        if linked
        else f"The places are below `{MediaStore.configured().root}` on the host that made the video."
    )
    frames = delivery.frames
    return "\n".join(
        [
            f"{frames.rendered} frames drawn, {frames.cached} cached, {frames.copied} copied from the template.",
            "",
            "| file | size | place in the store |",
            "| --- | ---: | --- |",
            *(
                f"| {f'[{name}]({link})' if link else name} | {_size(media)} | `{_pattern(media)}` |"
                for name, media, link in files
            ),
            "",
            where,
            "",
            *(f"- {warning}" for warning in delivery.warnings),
            "",
        ]
    )


def _pattern(media: MediaRef) -> str:
    """The object's key, cut to what tells it from all others, so that the table fits on a screen."""
    folder, _, file = media.uri.rpartition("/")
    return f"{folder}/{file[:16]}*"


def _size(media: MediaRef) -> str:
    return f"{media.size_bytes / 1e6:.1f} MB" if media.size_bytes >= 1_000_000 else f"{media.size_bytes / 1e3:.0f} kB"
