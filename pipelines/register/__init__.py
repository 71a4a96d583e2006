"""The sources and indicators there are, checked when they are read."""
