"""Stage `intake`: what the fan sent, checked and normalised."""
