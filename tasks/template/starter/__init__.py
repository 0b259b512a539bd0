"""This template's source: `template()` says everything."""

from .contents import template

__all__ = ["template"]
