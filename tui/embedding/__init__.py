"""The `semantic` extra: an encoder of sentences, computed with numpy."""
