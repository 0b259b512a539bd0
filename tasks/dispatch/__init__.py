"""From a stage's Prefect task to a warm host and back: leased calls through pydocket on Redis."""
