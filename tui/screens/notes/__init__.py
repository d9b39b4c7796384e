"""What is shown of notes: list, editor, prompts, copying."""
