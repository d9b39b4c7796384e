"""Sources and claims: which sources make a claim, depend on each other, omit or add something."""
