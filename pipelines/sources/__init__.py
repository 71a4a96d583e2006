"""One file a source: its contract, and what its rows mean."""
