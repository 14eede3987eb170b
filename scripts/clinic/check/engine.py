"""The rules: found in clinic.rules, run over a site, their findings sorted into a report."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from inspect import cleandoc
from typing import Literal

import clinic.rules
import clinic.rules_built
from clinic.check.problem import ERROR, Finding, Problem, Report
from clinic.read.site import Site
from clinic.read.source import Source

Rule = Callable[..., Iterator[Finding]]
Reads = Literal["content", "page", "site"]
"""What a rule looks at: the content; one built page; the built site as a whole."""


@dataclass(frozen=True)
class Registered:
    """A rule with its code and its documentation, which is its docstring."""

    code: str
    severity: str
    run: Rule
    fixable: bool
    """Whether 'fix' may write a finding's suggestion: it keeps the meaning and every value."""
    reads: Reads
    alone: bool
    """Whether it is the cause of all else that is found in a file, so that nothing else is said."""

    @property
    def family(self) -> str:
        """The name of the module that it stands in."""
        return self.run.__module__.rsplit(".", 1)[-1]

    @property
    def title(self) -> str:
        """What must hold, in one sentence."""
        return cleandoc(self.run.__doc__ or "").partition("\n")[0]

    @property
    def why(self) -> str:
        """Why it matters."""
        return self.section("Why")

    @property
    def fix(self) -> str:
        """What to do when it does not hold."""
        return self.section("Fix")

    def section(self, name: str) -> str:
        """A paragraph of the docstring that starts with this name."""
        text = " ".join(cleandoc(self.run.__doc__ or "").split())
        _, _, rest = text.partition(f" {name}: ")
        return rest.partition(" Fix: ")[0]


RULES: dict[str, Registered] = {}


def rule(
    code: str,
    severity: str = ERROR,
    *,
    fixable: bool = False,
    reads: Reads = "content",
    alone: bool = False,
) -> Callable[[Rule], Rule]:
    """Register a rule under a code that no other rule has."""

    def register(function: Rule) -> Rule:
        if code in RULES and RULES[code].run.__qualname__ != function.__qualname__:
            raise ValueError(f"two rules have the code {code}")
        RULES[code] = Registered(code, severity, function, fixable, reads, alone)
        return function

    return register


def all_rules() -> list[Registered]:
    """Every rule, by code."""
    kinds: tuple[Reads, ...] = ("content", "page", "site")
    return sorted([each for kind in kinds for each in rules_of(kind)], key=lambda rule: rule.code)


@cache
def rules_of(reads: Reads) -> list[Registered]:
    """The rules that look at one kind of thing, from every module of their folder."""
    package = clinic.rules if reads == "content" else clinic.rules_built
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return [RULES[code] for code in sorted(RULES) if RULES[code].reads == reads]


def check(site: Site) -> Report:
    """Run the rules for the content."""
    rules = rules_of("content")
    sources = {source.path: source for source in site.sources}
    problems = set()
    for each in rules:
        for finding in each.run(site):
            source = sources.get(finding.place.path)
            page = site.by_path.get(finding.place.path)
            problems.add(
                Problem(
                    finding.place.path, finding.place.line, finding.place.column, each.code,
                    finding.message, finding.fix, finding.severity or each.severity,
                    finding.place.end_column, suggestion(each, finding, source), finding.also,
                    page.title if page else "",
                    source.line(finding.place.line) if source else "",
                )
            )  # fmt: skip
    causes = {each.code for each in rules if each.alone}
    spoiled = {problem.path for problem in problems if problem.code in causes}
    problems = {p for p in problems if p.path not in spoiled or p.code in causes}
    return Report(
        sorted(problems, key=lambda p: (p.path, p.line, p.column, p.code, p.message)),
        len(site.pages), sum(p.kind == "exercise" for p in site.pages), len(site.links.edges),
        sum(page.on_site for page in site.pages),
    )  # fmt: skip


def suggestion(of: Registered, finding: Finding, source: Source | None) -> str | None:
    """What may replace the text at the place; for 'fix', only where the old text stands there."""
    line, column, end = finding.place[1:]
    there = source.line(line)[column - 1 : end - 1] if source else ""
    safe = not of.fixable or there == finding.old
    return finding.suggestion if safe else None
