"""Building and checking templates: sources in, bundle out."""
