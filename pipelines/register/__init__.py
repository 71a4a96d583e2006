"""What there is to load and to measure: found, held against its closed lists, and told when it is wrong."""
