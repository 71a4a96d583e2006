"""What may be asked and what comes back, in words that every floor above shares."""
