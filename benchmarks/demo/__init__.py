"""How long the demo takes, from a command to a video."""
