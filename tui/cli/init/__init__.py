"""`variorum init`: the configuration of a corpus, guessed from its articles and asked about."""
