"""Who may see what: responsibility, views, suppression, survey floors."""
