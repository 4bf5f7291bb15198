"""Reading: bytes, guarded and parsed, become documents whose values know their places, and those become the workspace."""
