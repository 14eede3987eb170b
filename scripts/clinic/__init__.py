"""The core: reads, checks, links and composes the clinic's content. It knows no renderer."""

import os

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # none is used, and looking costs
