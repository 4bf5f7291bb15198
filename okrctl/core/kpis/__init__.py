"""KPIs: the value of one in each of its periods, its targets, bands, changes and process limits."""
