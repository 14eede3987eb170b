"""Check and build the site: the one command of clinicians and of CI. See --help."""

import sys

import environment

if __name__ == "__main__":
    environment.enter("requirements.lock")
    from clinic.cli import main

    sys.exit(main(sys.argv[1:]))
