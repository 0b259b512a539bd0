"""The real thing, whole: a floor, and real submissions through it."""
