"""Stage `cast`: from attributes of a face to a character of the library."""
