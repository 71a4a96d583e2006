"""From a file as it was exported to typed rows of a contract, with every problem told."""
