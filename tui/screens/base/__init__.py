"""What every screen shares: first paint, key queue, navigation history."""
