"""A year of simulated life through the services, with an injected clock and workers that are killed."""
