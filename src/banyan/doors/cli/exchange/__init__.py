"""What ``banyan import`` and ``banyan export`` are made of."""
