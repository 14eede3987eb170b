"""Takes the content as it is now into tests/library, the large clinic that tests of the code read.

Clinicians change the content every week, and no test of the code may notice. So those tests read a
copy with made-up people, which changes only when a developer takes it again, for example because a
field was added: .venv/bin/python tests/freeze.py, then mend what the tests of the code expect.
"""

import re
import shutil
import sys

from running import LIBRARY, ROOT, build_py

MADE_UP = {
    "andrea-smiley": "pat-example",
    "ross-gentry": "sam-sample",
    "andrea@": "sample@",
    "bereadypt": "examplept",
    "BeReadyPT": "ExamplePT",
    "Nashville": "Sampleton",
}
"""Names of the clinic, and what stands for them: as long, so that nothing moves on paper."""
PEOPLE = ("pat-example", "sam-sample")
REVIEW = re.compile(r"^review:\n(?: .*\n)+", re.MULTILINE)


def main() -> int:
    """Take the copy, make its people up, and check it."""
    shutil.rmtree(LIBRARY, ignore_errors=True)
    for name in ("docs", "exercises"):
        shutil.copytree(ROOT / name, LIBRARY / name)
    shutil.copy(ROOT / "mkdocs.yml", LIBRARY)
    for path in (LIBRARY / "docs/people").iterdir():
        if path.stem in MADE_UP:
            path.unlink()
    for name in PEOPLE:
        shutil.copy(ROOT / f"tests/site/docs/people/{name}.md", LIBRARY / "docs/people")
    for path in [*LIBRARY.rglob("*.md"), *LIBRARY.rglob("*.yml")]:
        path.write_text(made_up(path.read_text(encoding="utf-8")), encoding="utf-8")
    build_py("fix", root=LIBRARY)
    done = build_py("check", root=LIBRARY)
    print(done.stdout + done.stderr)
    return done.returncode


def made_up(text: str) -> str:
    """A file of the content with other names and without reviews."""
    for real, other in MADE_UP.items():
        text = text.replace(real, other)
    return REVIEW.sub("review:\n  status: awaiting\n", text)


if __name__ == "__main__":
    sys.exit(main())
