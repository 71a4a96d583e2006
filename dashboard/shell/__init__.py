"""The frame of every page: its list, filters and address."""
