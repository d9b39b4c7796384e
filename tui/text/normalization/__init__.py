"""Unicode: properties of characters, normal forms, variants of spelling."""
