"""Stage `recognise`: attributes of the face in a selfie. Never an identity, never an embedding."""
