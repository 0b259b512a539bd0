"""The demo template as code: `template()` lists its shots, `song/` plays its music."""

from .template import template

__all__ = ["template"]
