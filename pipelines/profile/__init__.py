"""What a county decides, dated, with documented defaults."""
