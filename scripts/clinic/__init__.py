"""The core: reads, checks, links and composes the clinic's content. It knows no renderer."""
