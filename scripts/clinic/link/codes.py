"""The permanent code of an exercise: short, readable, and provable from its first name."""

import hashlib

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base 32: no letter that looks like another."""
LENGTHS = (4, 5, 6)


def code_for(first_name: str) -> list[str]:
    """The codes that an exercise first published under this name may have, the shortest first.

    A longer one is used only where the shorter belongs to another exercise already.
    """
    number = int.from_bytes(hashlib.blake2b(first_name.encode(), digest_size=8).digest(), "big")
    return [spelled(number, length) for length in LENGTHS]


def spelled(number: int, length: int) -> str:
    """The first digits of a number in our alphabet."""
    letters = []
    for _ in range(length):
        number, digit = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[digit])
    return "".join(letters)


def new_code(name: str, taken: set[str]) -> str:
    """A code for a new exercise that no other has. Raises ValueError if all are taken."""
    for code in code_for(name):
        if code not in taken:
            return code
    raise ValueError(f"no free code for {name}")
