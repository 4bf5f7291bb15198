"""History: what was recorded and what changed, as sentences."""
