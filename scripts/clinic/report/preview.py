"""Problems shown in the page that they stand in, while an author is watching."""

from clinic.check.problem import Problem, Report
from clinic.compose.html import rendered
from clinic.compose.pages import Composed, finished, uri
from clinic.read.page import Page
from clinic.read.site import Site


def preview(site: Site, report: Report, composed: dict[str, Composed]) -> dict[str, Composed]:
    """The pages with problems: their problems first, then what could be composed of them."""
    shown = {}
    for page in site.pages:
        if page.part:
            continue
        paths = {page.path, *(block.path for _, block in site.links.blocks_of(page))}
        problems = [problem for problem in report.problems if problem.path in paths]
        if problems or uri(page.path) not in composed:
            shown[uri(page.path)] = with_problems(page, problems, composed.get(uri(page.path)))
    return shown


def with_problems(page: Page, problems: list[Problem], composed: Composed | None) -> Composed:
    """One page below its problems; a page that can't be composed shows only them."""
    html = rendered(
        "problems",
        title=page.title,
        problems=problems,
        path=page.path,
        rest=composed and composed.html,
    )
    meta = composed.meta if composed else {
        "title": page.title, "description": "", "kind": page.kind, "status": page.status,
    }  # fmt: skip
    return finished(page, meta, html)
