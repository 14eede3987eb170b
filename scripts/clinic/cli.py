"""The command line of build.py: reads the words, starts the command, turns it into an exit code."""

import argparse
import os
import sys
from datetime import date
from pathlib import Path
from typing import NoReturn

from clinic import commands

OWN_ROOT = Path(__file__).resolve().parents[2]
USAGE = 2


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are one line that says what to do."""

    def error(self, message: str) -> NoReturn:
        """Leave with the exit code for usage."""
        message = message.removeprefix("argument : ")
        raise commands.UsageError(f"{message}; for help: {self.prog} --help")


def parser() -> Parser:
    """Every command with its words."""
    top = Parser(
        prog="build.py", description="Check and build the clinic's site.",
        epilog="Without a command: check everything, then build the site into the folder 'site'.",
    )  # fmt: skip
    shared = Parser(add_help=False)
    shared.add_argument(
        "--root", type=Path, default=argparse.SUPPRESS, metavar="DIR",
        help="the clinic's folder (default: this one)",
    )  # fmt: skip
    top.add_argument("--root", type=Path, default=OWN_ROOT, metavar="DIR", help=argparse.SUPPRESS)
    top.set_defaults(run=commands.build)
    words = top.add_subparsers(title="commands", metavar="")

    def command(name: str, text: str, run: commands.Command) -> Parser:
        made = words.add_parser(name, help=text, description=text, parents=[shared])
        made.set_defaults(run=run)
        return made

    check = command("check", "check the content and list every problem", commands.check)
    check.add_argument("--format", choices=("text", "github", "json", "sarif"), default="text")
    check.add_argument("--release", action="store_true", help="overdue reviews stop a release")
    check.add_argument("paths", nargs="*", metavar="PATH", help="report on these files only")
    serve = command("serve", "show the site here, and again after every save", commands.serve)
    serve.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT")
    new = command("new", "make a page with all its fields", commands.new)
    new.add_argument("kind", choices=("exercise", "article", "program", "person", "block"))
    new.add_argument("name", help='the name in quotes: "Single-leg squat"')
    move = command("move", "rename a page; links follow, its old address redirects", commands.move)
    move.add_argument("old", help="its name or path")
    move.add_argument("new", help="its new name")
    command("fix", "repair what can be repaired safely", commands.fix)
    rules = command("rules", "list and explain every rule", commands.rules)
    rules.add_argument("codes", nargs="*", metavar="CODE", help="explain these only")
    rules.add_argument("--guide", action="store_true", help="all of them as Markdown")
    schema = command("schema", "print the JSON Schema of the fields", commands.schema)
    schema.add_argument("kind", nargs="?", help="exercise, article, program, person, ...")
    schema.add_argument("--guide", action="store_true", help="the field guide as Markdown")
    for name, text, many in (
        ("figure", "draw the figure of one exercise", 1),
        ("figures", "draw all figures on one page", "*"),
    ):
        drawn = command(name, text, commands.figures)
        drawn.add_argument("slugs", nargs=many, metavar="EXERCISE", help="its file name")
        drawn.add_argument("--out", type=Path, metavar="PATH", help="where to write")
        drawn.set_defaults(guide=False)
    drawn.add_argument("--guide", action="store_true", help="the pictures of the guide instead")
    review = command("review", "write the sheets for clinicians who review", commands.review)
    review.add_argument("--out", type=Path, metavar="DIR", help="where to write them")
    stage = command("stage", "write the composed site as plain Markdown", commands.stage)
    stage.add_argument("folder", type=Path, metavar="DIR")
    return top


def main(words: list[str]) -> int:
    """Run a command. Returns 0 when all is clean, 1 for problems in the content, 2 for the rest."""
    try:
        given = parser().parse_args(words)
        given.root = given.root.resolve()
        given.today = date.today()
        if not given.root.is_dir():
            raise commands.UsageError(f"there is no folder {given.root}")
        return int(given.run(given))
    except commands.UsageError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        print("build.py: stopped", file=sys.stderr)
        return USAGE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return USAGE
    except OSError as error:
        print(f"build.py: {error.strerror}: {error.filename or ''}".rstrip(": "), file=sys.stderr)
        return USAGE
    except Exception as error:
        if os.environ.get("CLINIC_TRACEBACK"):
            raise
        print(f"build.py: a fault of the program, please report it: {error!r}", file=sys.stderr)
        return USAGE
