"""Scoring: the figures of key results and objectives on a day. `scoring.py` hands them out, `progress.py` holds the formulas."""
