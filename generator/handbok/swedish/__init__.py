"""Swedish as a language: the order of the alphabet, and the words that a search has to know."""
