"""Location of notes in the present files."""
