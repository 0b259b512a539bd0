"""What the configured media store costs."""
