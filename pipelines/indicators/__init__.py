"""One file an indicator: definition, pure functions, worked examples. Discovered, not listed."""
