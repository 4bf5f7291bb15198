"""The tree: what serves what."""
