"""Notes in the forms other tools read: each form is a function from values to one text."""
