"""The retrospective: what a cycle taught."""
