"""Unicode: properties of characters, normal forms, and variants of spelling."""
