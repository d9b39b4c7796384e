"""Notes as Markdown files, and drafts in another editor."""
