"""Notes on the screen: the controller, the list, the editor, the prompts, copying."""
