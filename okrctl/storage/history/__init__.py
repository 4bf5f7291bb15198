"""History: what git knows of the files, and the workspace as it was at a revision."""
