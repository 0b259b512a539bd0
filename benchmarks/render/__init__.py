"""Cost of a drawn frame, stage by stage."""
