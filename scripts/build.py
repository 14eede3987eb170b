"""Check and build the site: the one command of clinicians and of CI. See --help."""

import os
import sys

import check_python  # noqa: F401  (an old Python gets no further)
import environment

if __name__ == "__main__":
    environment.enter("requirements.lock")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for some takes time
    from clinic.cli import main

    code = main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # taking a thousand pages apart, piece by piece, would take time for nothing
