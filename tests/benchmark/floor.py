"""The least that a checker could do: read the files, libyaml on each head, parse each text once."""

import sys
from pathlib import Path

import pyromark
import yaml


def main(root: Path) -> None:
    """Do it for every page of a clinic."""
    for folder in ("exercises", "docs"):
        for path in (root / folder).rglob("*.md"):
            _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
            yaml.load(head, Loader=yaml.CSafeLoader)
            pyromark.html(body)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
