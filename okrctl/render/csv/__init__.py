"""CSV for spreadsheets, its cells harmless."""
