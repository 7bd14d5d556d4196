"""Speed and size of the index, each figure by one command; ``README.md`` beside this lists them."""
