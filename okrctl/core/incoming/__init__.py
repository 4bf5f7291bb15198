"""What an import brings, and the plan of what becomes of it."""
