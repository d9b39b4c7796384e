"""Cache of comparisons and document records between runs."""
