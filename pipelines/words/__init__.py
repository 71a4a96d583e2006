"""How values, periods and sentences are put together, and files written."""
