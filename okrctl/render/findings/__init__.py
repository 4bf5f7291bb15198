"""Findings: for a person, for an editor, for GitHub, for code scanning, for a script."""
