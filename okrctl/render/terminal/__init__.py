"""The terminal: tables, bars, charts and the lines of a round, in the width and colours there are."""
