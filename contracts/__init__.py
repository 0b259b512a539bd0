"""Models that pass between stages, the error tree and the media time base. Imports nothing of ours."""
