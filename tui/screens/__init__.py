"""The screens: they own the state, pass values down to widgets and get messages from them."""
