"""Location of notes in the files as they are now."""
