"""The headless browser that draws, driven from Python."""
