"""The factory floor of one machine: Redis, Prefect server, workers and warm hosts as processes that are kept up."""
