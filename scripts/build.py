"""Check and build the site: the one command of clinicians and of CI. See --help."""

import os
import sys

import environment

if __name__ == "__main__":
    environment.enter("requirements.lock")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for some takes time
    from clinic.cli import main

    sys.exit(main(sys.argv[1:]))
