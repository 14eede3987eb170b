"""Report: one list of problems, shown in a terminal, in CI, in a page or to a program."""
