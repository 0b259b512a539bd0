"""Whether a fan's character is the one that looks most like the fan; see docs/likeness.md."""
