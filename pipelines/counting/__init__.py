"""From rows to sums: what an indicator and a source declare, and how facts become cells."""
