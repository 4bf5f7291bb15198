"""Exports: every field of what the files say, as tables."""
