"""``banyan serve``: a supervisor with two children, web and worker."""
