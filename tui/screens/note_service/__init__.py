"""Actions on the store of notes, which run in threads beside the screen."""
