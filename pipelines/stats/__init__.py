"""Statistics: numbers in, numbers out; imports nothing else of the project."""
