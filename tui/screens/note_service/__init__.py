"""Actions on the notes' database, run in threads beside the screen."""
