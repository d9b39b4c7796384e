"""Parts of widgets: panes, lists, prompts, styled text."""
