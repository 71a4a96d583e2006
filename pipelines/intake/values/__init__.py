"""Text to typed values, every problem told."""
