"""How pages reach a browser."""
