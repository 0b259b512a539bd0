"""Reads comps that After Effects wrote as Bodymovin JSON, and bakes them into ours."""
