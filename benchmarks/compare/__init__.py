"""Others' engines beside ours: the same 100,000 listings, the same needs, the same vectors, the same two cores."""
