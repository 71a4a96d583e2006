"""Who may see what: nothing passes that a row of its tables does not let through."""
