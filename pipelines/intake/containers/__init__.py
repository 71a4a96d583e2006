"""Bytes to grids of text."""
