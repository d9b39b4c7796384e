"""The comparison of accounts: differing values, quotations, unique passages, omissions, families.

The package takes documents and the claims that `matching` grouped, and returns plain values.
"""
