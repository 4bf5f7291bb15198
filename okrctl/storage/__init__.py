"""Files become a Workspace, and a change becomes the few characters of a file. The only room that knows YAML and git."""
