"""Per document and per pair of sentences: words, stems, weights, features."""
