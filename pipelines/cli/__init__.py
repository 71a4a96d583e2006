"""The command line and how it prints."""
