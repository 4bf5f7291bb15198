"""Writing: a change becomes the few characters of a file, checked and put in place whole or not at all."""
