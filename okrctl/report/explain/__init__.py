"""Explanations: how every figure came about, with file and line of each number."""
