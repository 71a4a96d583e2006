"""How a released answer looks."""
