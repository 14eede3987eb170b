"""The check of the built site: each page is looked at once, then the links between them."""

from collections.abc import Iterator

from clinic.check.engine import Registered, rules_of
from clinic.check.problem import Finding, Problem, Report
from clinic.publish.output import BuiltLink, BuiltPage, Facts, Output
from clinic.read.site import Site

LINKING = "a[href], link[href], script[src], img[src], source[src], use[href]"


def check_built(site: Site, output: Output) -> Report:
    """Run the rules for built pages, and for all of them together.

    Pages whose facts the output has already, from an earlier build with the same bytes, are not
    opened again.
    """
    for path in output.pages:
        if path not in output.facts:
            output.facts[path] = examined(output, output.page(path))
    found = [pair for path in output.pages for pair in output.facts[path].findings]
    for rule in rules_of("site"):
        found += [(rule.code, finding) for finding in rule.run(site, output)]
    known = {rule.code: rule for rule in (*rules_of("page"), *rules_of("site"))}
    problems = {problem(site, known[code], finding) for code, finding in found}
    ordered = sorted(problems, key=lambda p: (p.path, p.line, p.column, p.code, p.message))
    return Report(ordered)


def examined(output: Output, page: BuiltPage) -> Facts:
    """Everything that the checks need to know of one page."""
    findings = [(rule.code, finding) for rule in rules_of("page") for finding in rule.run(page)]
    links = tuple(dict.fromkeys(links_of(output, page)))
    return Facts(len(page.html.encode()), frozenset(page.ids), links, tuple(findings))


def links_of(output: Output, page: BuiltPage) -> Iterator[BuiltLink]:
    """The links of a page to files of the site and to sections of its own."""
    for node in page.find(LINKING):
        link = node.attributes.get("href") or node.attributes.get("src") or ""
        target = output.target_of(page.path, link)
        anchor = link.partition("#")[2] if node.tag == "a" else ""
        if target is not None or link.startswith("#"):
            yield BuiltLink(link, target or "", anchor)


def problem(site: Site, rule: Registered, finding: Finding) -> Problem:
    """A finding as it is reported."""
    place, page = finding.place, site.by_path.get(finding.place.path)
    return Problem(
        place.path, place.line, place.column, rule.code, finding.message, finding.fix,
        finding.severity or rule.severity, place.end_column, finding.suggestion, finding.also,
        page.title if page else "", page.source.line(place.line) if page else "",
    )  # fmt: skip
