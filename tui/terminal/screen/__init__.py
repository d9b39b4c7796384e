"""The screen as values: cells, rows, lines, grid, styles."""
