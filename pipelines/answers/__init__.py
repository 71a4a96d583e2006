"""From gated sums to what is said: rows, limits, sentences, lists."""
