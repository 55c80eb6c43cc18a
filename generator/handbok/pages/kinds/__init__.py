"""One module for each group of pages, one function for each kind: it takes the desk and gives the pages of that kind."""
