"""The widgets: they show values and post messages; they know no workspace and no disk."""
