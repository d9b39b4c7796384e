"""Features of documents and of sentence pairs: words, stems, weights."""
