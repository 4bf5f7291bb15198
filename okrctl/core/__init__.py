"""The immutable types and every number: what a goal is and how it is scored."""
