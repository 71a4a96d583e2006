"""From a county's files to released numbers."""
