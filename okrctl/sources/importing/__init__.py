"""Files of other tools -> rows and goals as values: tables, workbooks, Markdown, archives, and the presets that name their columns."""
