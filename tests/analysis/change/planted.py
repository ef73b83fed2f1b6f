"""Texts in which a word is used differently in the two halves."""

import numpy as np

from tests.planted import encoded
from w2vkit.analysis.change.parts import made_parts
from w2vkit.analysis.change.units import TextUnits
from w2vkit.analysis.counted_text import CountedText

CHAPTERS, SENTENCES = 24, 12
TOPICS = {letter: [f"{letter}{number}" for number in range(8)] for letter in "ab"}


def planted_text(folder, seed=0):
    """Return a text and its two halves.

    `moved` is about a in the first half and about b in the second, `stays` is about a, `rare`
    occurs once in each half, `once` is in one chapter of the second half, and 字 is a character.
    """
    rng = np.random.default_rng(seed)
    sentences, of_sentence = [], []
    for chapter in range(CHAPTERS):
        late = chapter >= CHAPTERS // 2
        for number in range(SENTENCES):
            topic = TOPICS["ab"[number % 2]]
            words = [*rng.choice(topic, 6)]
            about_b = number % 2 == 1
            if about_b == late:
                words[2] = "moved"
            if not about_b:
                words[4] = "stays"
            if number == 5 and chapter in (0, CHAPTERS - 1):
                words[0] = "rare"
            if late and chapter == CHAPTERS - 2:
                words[0] = "once"
            words[3] = "字" if number % 3 == 0 else words[3]
            sentences.append(words)
            of_sentence.append(chapter)
    corpus = encoded(folder / "corpus", sentences)
    text = CountedText("planted", corpus)
    titles = [f"Chapter {number + 1}" for number in range(CHAPTERS)]
    units = TextUnits("chapter", titles, np.array(of_sentence))
    halves = [chapter // (CHAPTERS // 2) for chapter in range(CHAPTERS)]
    return text, made_parts(text, "2", units, ["first", "second"], halves)
