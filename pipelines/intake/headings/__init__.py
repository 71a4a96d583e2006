"""Which column is which field, and one line a record."""
