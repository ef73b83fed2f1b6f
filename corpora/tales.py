"""Write `tales/ja.txt` and the others: small tales in seven languages, from `tales.toml`.

The files are the same on each run. Kings and queens, villagers, animals, and food have sentences of
their own, so that a model of a few thousand words learns which of them belong together.
"""

from __future__ import annotations

import random
import re
import tomllib
from pathlib import Path

TABLE = Path(__file__).with_suffix(".toml")
SEED = 7
SENTENCES = 900
PER_PARAGRAPH = 6
GROUPS = ("court", "village", "animal", "food")
PERSONS = ("court", "village")
SPACELESS = {"ja", "lzh"}
"""Languages without a space between sentences."""
PARTICLES = re.compile(r"(\w)(은/는|이/가|을/를|과/와)")
"""A Korean syllable, and its particle after a final consonant and after a vowel."""


def choose_particle(found: re.Match[str]) -> str:
    """Return a Korean syllable with the form of the particle that follows its sound."""
    has_final_consonant = (ord(found[1]) - 0xAC00) % 28 > 0
    return found[1] + found[2].split("/")[not has_final_consonant]


class Word:
    """A word and, in German, its accusative and dative."""

    def __init__(self, forms: str) -> None:
        """Take the forms apart."""
        self.nominative, *cases = forms.split("|")
        self.acc, self.dat = cases or (self.nominative, self.nominative)

    def __format__(self, spec: str) -> str:
        """Return the nominative."""
        return self.nominative


class Storyteller:
    """Composes sentences of one language."""

    def __init__(self, table: dict[str, dict[str, list[str]]], chance: random.Random) -> None:
        """Take what is told, and the source of chance."""
        self.table, self.chance = table, chance

    def word(self, group: str) -> tuple[Word, bool]:
        """Return a word of a group, and whether it is female."""
        female = self.chance.random() < 0.5
        words = self.table[group]["females" if female else "males"]
        return Word(self.chance.choice(words)), female

    def sentence(self) -> str:
        """Return a sentence about a word of any group."""
        group = self.chance.choice(GROUPS)
        word, female = self.word(group)
        pool = list(self.table[group]["sentences"])
        if group in PERSONS:
            pool += self.table["of_females" if female else "of_males"]
        template = self.chance.choice(pool)
        chosen = re.sub(r"\[(.*?)\|(.*?)\]", lambda forms: forms[1 + female], template)
        food, animal = self.word("food")[0].acc, self.word("animal")[0].acc
        told = PARTICLES.sub(choose_particle, chosen.format(x=word, food=food, animal=animal))
        return told[0].upper() + told[1:]

    def tale(self, space: str) -> str:
        """Return the paragraphs of a file."""
        sentences = [self.sentence() for _ in range(SENTENCES)]
        starts = range(0, SENTENCES, PER_PARAGRAPH)
        return "\n".join(space.join(sentences[start : start + PER_PARAGRAPH]) for start in starts)


def tales() -> dict[str, str]:
    """Return the file of each language, by its code."""
    told = {}
    for code, table in tomllib.loads(TABLE.read_text("utf-8")).items():
        space = "" if code in SPACELESS else " "
        told[code] = Storyteller(table, random.Random(SEED)).tale(space) + "\n"
    return told


def main() -> None:
    """Write the files into the folder of the same name."""
    for code, tale in tales().items():
        path = TABLE.with_suffix("") / f"{code}.txt"
        path.write_text(tale, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
