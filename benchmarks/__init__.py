"""Speed and quality, each run by `make bench-NAME`; the last line is one JSON object."""
