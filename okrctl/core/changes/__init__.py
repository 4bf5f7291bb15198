"""Changes: what okrctl may do to a workspace, as values that can be checked, applied, shown and written."""
