"""From files to a built version."""
