"""Run everything that must hold before a change lands: style, types, tests, a real browser."""

import sys

import check_python  # noqa: F401  (an old Python gets no further)
import environment

if __name__ == "__main__":
    environment.enter("requirements.lock")  # the tests run build.py, which asks for its own
    environment.enter("requirements-test.lock")
    from suite import main

    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        environment.stop("test.py: stopped")
