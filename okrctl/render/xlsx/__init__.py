"""Workbooks: numbers as numbers, days as days, texts as texts."""
