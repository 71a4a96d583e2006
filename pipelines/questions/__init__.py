"""What may be asked and what comes back: imports nothing else of the project."""
