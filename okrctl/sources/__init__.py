"""Where KPI numbers come from (measured), and the readers of what other tools and people hold (importing)."""
