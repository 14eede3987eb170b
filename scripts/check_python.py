"""Leave with one line where this Python is too old. To be imported before all else of ours.

Every Python since 2.7 must be able to read this file and the two commands.
"""

import sys

OLDEST = (3, 11)

if sys.version_info[:2] < OLDEST:
    sys.stderr.write(
        "Python {}.{} or newer is needed; this is {}.{}.\n".format(*OLDEST + sys.version_info[:2])
    )
    sys.exit(2)
