"""Writes a clinic of any size, always the same: for speed and for page sizes at scale."""

import itertools
import json
import random
import shutil
from io import BytesIO
from pathlib import Path

from PIL import Image

from clinic.link.codes import code_for

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "tests/library"
SHARED = ("mkdocs.yml", "exercises/vocabulary.yml", "docs/references.yml", "docs/people",
          "docs/index.md", "docs/exercises.md", "docs/articles.md", "docs/programs.md",
          "docs/people.md", "docs/glossary.md")  # fmt: skip
WORDS = [
    "run",
    "leg",
    "hip",
    "knee",
    "step",
    "slow",
    "strong",
    "week",
    "rest",
    "hold",
    "train",
    "walk",
    "hill",
    "road",
    "pace",
    "easy",
    "hard",
    "long",
    "short",
    "plan",
    "load",
    "foot",
    "calf",
    "body",
    "time",
    "day",
    "start",
    "stop",
    "build",
    "rise",
    "fall",
    "move",
    "keep",
    "feel",
    "work",
]
ADJECTIVES = [
    "amber",
    "brisk",
    "calm",
    "dusky",
    "early",
    "fresh",
    "green",
    "happy",
    "ivory",
    "jolly",
    "kind",
    "level",
    "mild",
]
NOUNS = [
    "badger",
    "cedar",
    "delta",
    "eagle",
    "falcon",
    "grove",
    "harbor",
    "island",
    "juniper",
    "kestrel",
    "lagoon",
    "maple",
]
NUMBERS = ["zero", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
CHAIN = 4
STEPS = ("setup", "setup", "move", "move", "move", "return", "breathe")


def photograph() -> bytes:
    """A small photograph, the same for every exercise."""
    data = BytesIO()
    Image.radial_gradient("L").resize((64, 48)).save(data, "WEBP")
    return data.getvalue()


PHOTOGRAPH = photograph()


def write_clinic(folder: Path, exercises: int = 700, articles: int = 300) -> int:
    """Write a clinic. Returns how many links its pages hold, those of the fields included."""
    folder.mkdir(parents=True)
    for name in SHARED:
        source, target = LIBRARY / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    glossary = folder / "docs/glossary.md"
    glossary.write_text("---\ntitle: Glossary\nsummary: Words.\nterms: []\n---\n")
    (folder / "docs/index.md").write_text(
        "---\ntitle: Home\nsummary: Start here.\n---\n\nWelcome.\n"
    )
    chance = random.Random(7)
    slugs = names(exercises)
    write_ledgers(folder, slugs, articles)
    links = sum(write_exercise(folder, slugs, n, chance) for n in range(exercises))
    return links + sum(write_article(folder, slugs, n, chance) for n in range(articles))


def names(count: int) -> list[str]:
    """So many different names of two words, in chains."""
    pairs = itertools.product(range(count), ADJECTIVES, NOUNS)
    made = (f"{a}-{b}" + (f"-{NUMBERS[n]}" if n else "") for n, a, b in pairs)
    return list(itertools.islice(made, count))


def write_ledgers(folder: Path, slugs: list[str], articles: int) -> None:
    """Codes and addresses, as 'build.py fix' would write them."""
    codes = {code_for(slug)[1]: {"exercise": slug, "first": slug} for slug in slugs}
    (folder / "exercises/codes.yml").write_text(json.dumps(codes, indent=1))
    kept = [f"exercises/{slug}/" for slug in slugs] + ["", "exercises/", "articles/", "programs/"]
    kept += [f"articles/article-{n}/" for n in range(articles)] + ["people/", "glossary/"]
    kept += [f"people/{path.stem}/" for path in sorted((folder / "docs/people").glob("*.md"))]
    (folder / "docs/addresses.yml").write_text("".join(f'"{name}":\n' for name in kept))


def write_exercise(folder: Path, slugs: list[str], number: int, chance: random.Random) -> int:
    """One exercise, with as many fields as a real one."""
    slug, level = slugs[number], number % CHAIN + 1
    last = level == CHAIN or number + 1 == len(slugs)
    harder = [] if last else [{"to": slugs[number + 1], "change": "load", "when": sentence(chance)}]
    head = {
        "status": "published", "name": slug.replace("-", " ").capitalize(), "aliases": [],
        "summary": sentence(chance), "region": ["knee", "hip"], "pattern": "lunge",
        "position": "standing", "goal": ["strength"], "laterality": "each-side", "level": level,
        "impact": "none", "support": "none",
        "muscles": {"primary": ["quadriceps-femoris", "gluteus-maximus"],
                    "secondary": ["hamstrings", "soleus", "adductor-magnus"]},
        "equipment": ["none"],
        "dose": {"sets": "2-3", "reps": "8-12", "per": "side", "rest": 60, "days": "2-3",
                 "effort": "6-8", "basis": "guideline", "references": ["acsm-2009"]},
        "steps": [{role: sentence(chance)} for role in STEPS],
        "feel": sentence(chance), "cues": [sentence(chance)[:70] for _ in range(3)],
        "mistakes": [{"see": sentence(chance), "fix": sentence(chance)} for _ in range(3)],
        **({"harder": harder} if harder else {"no_harder": sentence(chance)}),
        "cautions": [{"if": "you " + sentence(chance).lower(), "then": "adapt",
                      "how": sentence(chance)}],
        "media": [{"file": f"{slug}.webp", "alt": "A person in the middle of the movement",
                   "licence": "owned by the clinic", "consent": "no-person"}],
        "references": ["acsm-2009", "piercy-2018"], "authors": ["clinic-team"],
        "review": {"status": "awaiting"},
    }  # fmt: skip
    picture = folder / f"docs/assets/{slug}.webp"
    picture.parent.mkdir(exist_ok=True)
    picture.write_bytes(PHOTOGRAPH)
    write(folder / f"exercises/{slug}.md", head, paragraph(chance, 60))
    return 5 + len(harder)


def write_article(folder: Path, slugs: list[str], number: int, chance: random.Random) -> int:
    """One article of some 900 words with links, cards and citations."""
    title = f"Article {number} {chance.choice(WORDS)}"
    head = {
        "status": "published", "title": title, "summary": sentence(chance),
        "published": "2026-01-15", "audience": ["runners"], "topics": ["strength"],
        "key_points": [sentence(chance), sentence(chance)], "authors": ["clinic-team"],
        "review": {"status": "awaiting"},
    }  # fmt: skip
    parts, links = [], 3
    for part in range(9):
        chosen = [slugs[(number * 18 + part * 2 + n) % len(slugs)] for n in range(2)]
        text = paragraph(chance, 98)
        parts.append(
            f"## {sentence(chance)[:40].strip()}\n\n{text} See [[{chosen[0]}]] [@acsm-2009]."
        )
        links += 2
        if len(parts) % 3 == 0:
            parts.append(f"![[{chosen[1]}]]")
            links += 1
    write(folder / f"docs/articles/article-{number}.md", head, "\n\n".join(parts))
    return links


def sentence(chance: random.Random) -> str:
    """A sentence of some ten words."""
    return " ".join(chance.choices(WORDS, k=chance.randint(7, 12))).capitalize() + "."


def paragraph(chance: random.Random, words: int) -> str:
    """Sentences of so many words in all."""
    text: list[str] = []
    while sum(part.count(" ") + 1 for part in text) < words:
        text.append(sentence(chance))
    return " ".join(text)


def write(path: Path, head: dict[str, object], body: str) -> None:
    """Write a page in the style of the real ones."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(yaml_lines(head, 0))
    path.write_text(f"---\n{lines}---\n\n{body}\n")


def yaml_lines(value: dict[str, object], depth: int) -> list[str]:
    """Block style for groups and lists of groups, one line for the rest."""
    pad, lines = "  " * depth, []
    for key, item in value.items():
        if isinstance(item, dict):
            lines += [f"{pad}{key}:\n", *yaml_lines(item, depth + 1)]
        elif isinstance(item, list) and item and isinstance(item[0], dict):
            lines.append(f"{pad}{key}:\n")
            for entry in item:
                inner = yaml_lines(entry, depth + 2)
                lines += [f"{pad}  - {inner[0].lstrip()}", *inner[1:]]
        elif isinstance(item, list):
            lines.append(f"{pad}{key}:\n" if item else f"{pad}{key}: []\n")
            lines += [f"{pad}  - {entry}\n" for entry in item]
        else:
            plain = isinstance(item, int) or str(item).replace("-", "").isalnum()
            lines.append(f"{pad}{key}: {item if plain else json.dumps(item)}\n")
    return lines
