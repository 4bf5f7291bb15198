"""JSON for scripts: every document with its schema's name."""
