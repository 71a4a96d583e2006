"""The kinds of figures there are: a file a family, and the table of all of them."""
