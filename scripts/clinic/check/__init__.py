"""Check: every rule over the whole site; all problems, once, sorted."""
