"""Notes on the screen: list, editor, prompts, copying."""
