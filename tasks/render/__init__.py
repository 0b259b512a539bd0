"""Personal shots: drawn from their comps and encoded so that they splice."""
