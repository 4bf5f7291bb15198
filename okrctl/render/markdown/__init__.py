"""Markdown for pull requests: plain text that GitHub and GitLab draw."""
