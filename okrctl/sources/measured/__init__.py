"""Measured: the values that KPI cards fetch from files, addresses and programs. Start reading at `fetching.py`."""
