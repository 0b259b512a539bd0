"""The join: static clips and rendered shots become one video, packet by packet, with one audio track."""
