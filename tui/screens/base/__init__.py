"""Parts that screens share: first paint, key queue, navigation history."""
