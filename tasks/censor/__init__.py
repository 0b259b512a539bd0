"""Stage `screen`: may this name be shown, may this voice be heard? Anything unsure is left to a person."""
