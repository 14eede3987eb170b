"""The commands of scripts/build.py, run as a clinician or as CI runs them."""

import json
import re
import socket
import time
from collections import Counter
from pathlib import Path

import pytest

from clinic.check.engine import all_rules, rules_of
from clinic.cli import main
from clinic.edit.fix import REPAIRS
from overlays import RULES, Overlay
from running import (
    INDEX,
    ROOT,
    SQUAT,
    append,
    assert_one_line,
    build_py,
    collecting,
    content,
    free_port,
    problems,
    replace,
    small_clinic,
    tree,
)

FIXTURES = [rule.code for rule in rules_of("content")]
FORMATS = ("text", "github", "json", "sarif")
KEYS = {"code", "severity", "path", "line", "column", "message", "fix"}
ODD_PAGE = "docs/articles/50%,half.md"


@pytest.fixture
def broken(clinic: Path) -> Path:
    """A clinic with problems of every severity, one of them in a file with an odd name."""
    replace(clinic, SQUAT, "region: [knee, hip]", "region: [kne, hip]")
    replace(clinic, SQUAT, "goal: [strength]", 'goal: ["50%, or so"]')
    append(clinic, INDEX, "\nSee [[sqat]].\n")
    append(clinic, "docs/references.yml", (clinic / "docs/references.yml").read_text().replace(
        "example-2020:", "\nuncited-2020:").partition("\nexample-guideline:")[0])  # fmt: skip
    (clinic / ODD_PAGE).write_bytes((clinic / "docs/articles/squats.md").read_bytes())
    return clinic


# Exit codes


def test_a_clean_clinic_ends_with_0(clinic: Path) -> None:
    done = build_py("check", root=clinic)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("0 errors, ")


def test_content_problems_end_with_1(broken: Path) -> None:
    for words in (("check",), ("fix",), ("stage", str(broken.parent / "staged")), ()):
        done = build_py(*words, root=broken)
        assert done.returncode == 1, words
        assert "Traceback" not in done.stdout + done.stderr


USAGE = [
    ["frobnicate"],
    ["--frobnicate"],
    ["check", "nowhere.md"],
    ["check", "/etc/hostname"],
    ["check", "../elsewhere.md"],
    ["check", "--format", "xml"],
    ["new"],
    ["new", "exercise"],
    ["new", "poem", "Squat"],
    ["new", "exercise", "!!!"],
    ["new", "exercise", "x" * 61],
    ["new", "exercise", "Squat"],
    ["move", "squat"],
    ["move", "nowhere", "somewhere"],
    ["move", "squat", "Bad Name"],
    ["move", "squat", "../outside"],
    ["move", "squat", "docs/articles/squat"],
    ["move", "squat", "heel-raise"],
    ["move", "glossary", "words"],
    ["rules", "NOPE123"],
    ["schema", "poem"],
    ["stage"],
    ["stage", "/dev/null/folder"],
    ["serve", "--address", "nonsense"],
    ["serve", "--address", "127.0.0.1:99999"],
]


@pytest.mark.parametrize("words", USAGE, ids=" ".join)
def test_wrong_usage_is_one_line_and_changes_nothing(clinic: Path, words: list[str]) -> None:
    before = content(clinic)
    assert_one_line(build_py(*words, root=clinic))
    assert content(clinic) == before


@pytest.mark.parametrize(
    "words",
    [[], ["check"], ["serve"], ["new", "exercise", "A"], ["move", "a", "b"], ["fix"],
     ["stage", "d"], ["schema"]],
    ids=lambda words: " ".join(words) or "build",
)  # fmt: skip
@pytest.mark.parametrize("root", ["nowhere", "empty"])
def test_a_folder_without_a_clinic_is_one_line(tmp_path: Path, root: str, words: list[str]) -> None:
    (tmp_path / "empty").mkdir()
    assert_one_line(build_py(*words, root=tmp_path / root, cwd=tmp_path))
    assert list(tmp_path.rglob("*")) == [tmp_path / "empty"]


def test_a_folder_that_can_not_be_written_is_one_line(clinic: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    (clinic / ".cache").write_text("in the way")
    assert_one_line(build_py("stage", tmp_path / "file", root=clinic))
    assert_one_line(build_py("stage", tmp_path / "file" / "folder", root=clinic))
    done = build_py(root=clinic)
    assert done.returncode == 2
    said = [line for line in done.stderr.splitlines() if not re.match(r" +[\d.]+ s  ", line)]
    assert len(said) == 1, done.stderr
    assert said[0].startswith("build.py: ")
    assert "a fault of the program" not in said[0]


def test_a_check_needs_no_folder_to_write_to(clinic: Path) -> None:
    (clinic / ".cache").write_text("in the way")
    assert build_py("check", root=clinic).returncode == 0


def test_a_port_in_use_is_one_line(clinic: Path) -> None:
    with socket.create_server(("127.0.0.1", free_port())) as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = build_py("serve", "--address", address, root=clinic)
    assert_one_line(done)
    assert address in done.stderr
    assert done.stdout == ""


def test_help_of_every_command_ends_with_0() -> None:
    top = build_py("--help")
    assert top.returncode == 0
    for command in ("check", "serve", "new", "move", "fix", "rules", "schema", "stage"):
        assert command in top.stdout
        done = build_py(command, "--help")
        assert done.returncode == 0
        assert "--root" in done.stdout


@pytest.mark.parametrize("code", FIXTURES)
def test_a_printed_error_never_ends_with_0(
    code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = Overlay(RULES / code / "bad").build(tmp_path / "clinic")
    with collecting():
        exit_code = main(["check", "--root", str(root)])
        shown = capsys.readouterr().out
        main(["check", "--format", "json", "--root", str(root)])
    report = json.loads(capsys.readouterr().out)
    assert exit_code == (1 if report["counts"]["errors"] else 0)
    assert exit_code == (1 if re.search(r"  error \[[A-Z]+\d+\]$", shown, re.MULTILINE) else 0)


# The four formats of a check


def test_json_holds_what_other_programs_need(broken: Path) -> None:
    done = build_py("check", "--format", "json", root=broken)
    report = json.loads(done.stdout)
    assert set(report) == {"problems", "counts"}
    assert {p["severity"] for p in report["problems"]} == {"error", "warning", "note"}
    for problem in report["problems"]:
        assert set(problem) - {"suggestion"} == KEYS
        assert isinstance(problem["line"], int)
        assert isinstance(problem["column"], int)
        assert (broken / problem["path"]).is_file()
    for severity in ("error", "warning", "note"):
        counted = sum(p["severity"] == severity for p in report["problems"])
        assert report["counts"][severity + "s"] == counted
    assert report["counts"]["pages"] == len(list(broken.rglob("*.md")))
    slip = next(p for p in report["problems"] if p["code"] == "META004" and "kne" in p["message"])
    assert (slip["path"], slip["line"], slip["column"]) == (SQUAT, 5, 10)
    assert slip["suggestion"] == "knee"


def test_problems_are_sorted(broken: Path) -> None:
    places = [(p["path"], p["line"], p["column"], p["code"]) for p in problems(broken)]
    assert places == sorted(places)
    assert len({path for path, *_ in places}) > 2


def test_text_has_carets_under_the_value(broken: Path) -> None:
    lines = build_py("check", root=broken).stdout.splitlines()
    number = next(n for n, line in enumerate(lines) if "region: [kne, hip]" in line)
    start, end = lines[number + 1].index("^"), lines[number + 1].rindex("^") + 1
    assert lines[number][start:end] == "kne"
    assert set(lines[number + 1]) == {" ", "^"}
    assert f"Squat ({SQUAT}:5:10)" in lines[number - 1]
    assert any("Change line 5 to:  region: [knee, hip]" in line for line in lines[number:])


def test_github_lines_are_escaped(broken: Path) -> None:
    lines = build_py("check", "--format", "github", root=broken).stdout.splitlines()
    lines, count = lines[:-1], lines[-1]
    assert count.split()[1] == "errors,"
    pattern = r"::(error|warning|notice) file=([^,:]+),line=\d+,col=\d+(,endColumn=\d+)?," \
              r"title=[A-Z]+\d+::(\S.*)"  # fmt: skip
    found = [re.fullmatch(pattern, line) for line in lines]
    assert all(found), lines
    assert {"error", "warning", "notice"} == {match[1] for match in found if match}
    assert any(match and match[2] == "docs/articles/50%25%2Chalf.md" for match in found)
    said = [match[4] for match in found if match]
    assert any('"50%25, or so" is not' in text for text in said)
    assert any("%0AWrite here: knee" in text for text in said)
    assert not any(re.search(r"%(?!25|0A|0D)", text) for text in said)


def test_sarif_has_its_basic_shape(broken: Path) -> None:
    document = json.loads(build_py("check", "--format", "sarif", root=broken).stdout)
    assert document["version"] == "2.1.0"
    assert document["$schema"].endswith("sarif-2.1.0.json")
    (run,) = document["runs"]
    assert run["tool"]["driver"]["name"]
    known = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert len(known) == len(run["tool"]["driver"]["rules"])
    for result in run["results"]:
        assert result["ruleId"] in known
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        (place,) = result["locations"]
        assert not place["physicalLocation"]["artifactLocation"]["uri"].startswith("/")
        region = place["physicalLocation"]["region"]
        assert 1 <= region["startColumn"] < region["endColumn"]
        assert region["startLine"] >= 1


def test_sarif_addresses_are_real_addresses(broken: Path) -> None:
    document = json.loads(build_py("check", "--format", "sarif", root=broken).stdout)
    places = [result["locations"][0] for result in document["runs"][0]["results"]]
    found = {place["physicalLocation"]["artifactLocation"]["uri"] for place in places}
    assert "docs/articles/50%25%2Chalf.md" in found


def test_all_formats_report_the_same(broken: Path) -> None:
    shown = {name: build_py("check", "--format", name, root=broken) for name in FORMATS}
    assert {done.returncode for done in shown.values()} == {1}
    listed = json.loads(shown["json"].stdout)["problems"]
    codes = Counter(p["code"] for p in listed)
    assert Counter(re.findall(r"title=(\w+)::", shown["github"].stdout)) == codes
    results = json.loads(shown["sarif"].stdout)["runs"][0]["results"]
    assert Counter(result["ruleId"] for result in results) == codes
    assert Counter(re.findall(r" \[([A-Z]+\d+)\]", shown["text"].stdout)) == codes


def test_colors_and_controls_stay_out_of_files(broken: Path) -> None:
    replace(broken, INDEX, "See [[sqat]].", "See [[sq\x1b[31mat]].")
    assert "\x1b" not in build_py("check", root=broken).stdout


def test_paths_narrow_the_report(broken: Path) -> None:
    everything = problems(broken)
    for word, wanted in (
        (SQUAT, SQUAT), ("exercises", "exercises/"), ("docs/articles/", "docs/articles/"),
        (str(broken / INDEX), INDEX),
    ):  # fmt: skip
        expected = [p for p in everything if p["path"].startswith(wanted)]
        assert problems(broken, word) == expected
        assert 0 < len(expected) < len(everything)
    both = problems(broken, SQUAT, INDEX)
    assert {p["path"] for p in both} == {SQUAT, INDEX}


def test_a_path_is_taken_from_where_the_person_stands(broken: Path) -> None:
    done = build_py("check", "--format", "json", "squat.md", root=broken, cwd=broken / "exercises")
    assert {p["path"] for p in json.loads(done.stdout)["problems"]} == {SQUAT}


def test_a_clean_path_ends_with_0_beside_broken_ones(broken: Path) -> None:
    assert build_py("check", "docs/people/sam-sample.md", root=broken).returncode == 0
    assert build_py("check", SQUAT, root=broken).returncode == 1


def test_an_overdue_review_is_an_error_only_in_a_release(tmp_path: Path) -> None:
    root = Overlay(RULES / "SAFE004" / "bad").build(tmp_path / "clinic")
    for words, code, severity in (([], 0, "warning"), (["--release"], 1, "error")):
        done = build_py("check", "--format", "json", *words, root=root)
        found = [p for p in json.loads(done.stdout)["problems"] if p["code"] == "SAFE004"]
        assert {p["severity"] for p in found} == {severity}
        assert done.returncode == code


# The answer that is kept while nothing changes


@pytest.mark.parametrize("form", FORMATS)
def test_a_kept_answer_is_the_same_answer(broken: Path, form: str) -> None:
    first = build_py("check", "--format", form, root=broken)
    second = build_py("check", "--format", form, root=broken)
    assert (first.returncode, first.stdout) == (second.returncode, second.stdout)
    assert list((broken / ".cache").glob("check-*.json"))


def test_every_kind_of_change_is_seen(clinic: Path) -> None:
    assert build_py("check", root=clinic).returncode == 0
    picture = clinic / "docs/assets/squat.svg"
    data = picture.read_bytes()
    picture.unlink()
    assert build_py("check", root=clinic).returncode == 1
    picture.write_bytes(data)
    assert build_py("check", root=clinic).returncode == 0
    replace(clinic, "exercises/vocabulary.yml", "  knee:", "  nee:")
    assert build_py("check", root=clinic).returncode == 1


# rules, guides


def test_the_guide_says_what_fix_mends() -> None:
    guide = build_py("rules", "--guide").stdout
    sections = dict(re.findall(r"^### ([A-Z]+\d+)\n(.*?)(?=^##|\Z)", guide, re.M | re.S))
    mended = {code for code, text in sections.items() if "build.py fix" in text}
    assert {rule.code for rule in all_rules() if rule.fixable} | set(REPAIRS) <= mended


def test_rules_lists_every_rule() -> None:
    done = build_py("rules")
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == [r.code for r in all_rules()]


def test_rules_explains_the_rules_that_are_asked_for() -> None:
    rules = {rule.code: rule for rule in all_rules()}
    shown = build_py("rules", *rules).stdout
    for rule in rules.values():
        assert f"{rule.code}  {rule.title}  ({rule.severity})\n  Why: {rule.why}\n" in shown
        assert f"  Fix: {rule.fix}\n" in shown
    assert build_py("rules", "yaml001").stdout.startswith("YAML001  ")


@pytest.mark.parametrize(
    ("path", "command"),
    [(".github/FIELDS.md", ("schema", "--guide")), (".github/RULES.md", ("rules", "--guide"))],
)
def test_the_generated_guides_are_up_to_date(path: str, command: tuple[str, str]) -> None:
    renew = f"run: python3 scripts/build.py {' '.join(command)} > {path}"
    assert (ROOT / path).is_file(), f"{path} is missing; {renew}"
    kept = (ROOT / path).read_text(encoding="utf-8")
    assert kept == build_py(*command).stdout, f"{path} is out of date; {renew}"


# stage


def test_stage_never_touches_a_foreign_folder(clinic: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "thesis.md").write_text("Years of work.")
    assert_one_line(build_py("stage", foreign, root=clinic))
    assert tree(foreign).keys() == {"thesis.md"}


def test_stage_never_touches_the_clinic_itself(clinic: Path) -> None:
    before = content(clinic)
    for folder in (clinic, clinic / "docs", clinic / "exercises"):
        assert_one_line(build_py("stage", folder, root=clinic))
    assert content(clinic) == before


def test_staging_again_leaves_nothing_old_behind(clinic: Path, tmp_path: Path) -> None:
    folder = tmp_path / "staged"
    assert build_py("stage", folder, root=clinic).returncode == 0
    first = tree(folder)
    (folder / "docs/old.md").write_text("Old.")
    assert build_py("stage", folder, root=clinic).returncode == 0
    assert tree(folder) == first


# Speed of the start


def test_the_start_imports_no_more_than_it_needs(clinic: Path) -> None:
    build_py("check", root=clinic)
    begun = time.process_time()
    done = build_py("check", root=clinic, PYTHONPROFILEIMPORTTIME="1")
    assert time.process_time() - begun < 1
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert loaded.isdisjoint({"pydantic", "mkdocs", "jinja2", "yaml", "material"})


def test_two_clinics_do_not_share_answers(clinic: Path, tmp_path: Path) -> None:
    other = small_clinic(tmp_path / "other")
    append(other, INDEX, "\n[[nowhere]]\n")
    assert build_py("check", root=clinic).returncode == 0
    assert build_py("check", root=other).returncode == 1
    assert build_py("check", root=clinic).returncode == 0
