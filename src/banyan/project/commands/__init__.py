"""Commands that run the node itself. ``doors/cli/registry.py`` names them; commands on records live in that door."""
