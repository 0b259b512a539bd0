"""How well and how fast the fan's voice is tuned, aligned and mixed."""
