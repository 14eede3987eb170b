"""The rules, one family a module, one rule a function. A new rule touches no list."""
