"""How the engine compares texts across languages: recipes and reports."""
