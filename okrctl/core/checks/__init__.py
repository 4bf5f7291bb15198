"""Checks: what a file says against itself, and what the files say of one another that cannot be."""
