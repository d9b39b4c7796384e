"""From the difference of two screens to bytes."""
