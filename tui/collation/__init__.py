"""Says how the accounts of one claim differ: values, quotations, what one has alone or leaves out.

The package takes documents and the claims that `matching` grouped, and returns plain values.
"""
