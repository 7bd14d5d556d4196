"""One file per engine that is compared."""
