"""Letters in which words are used differently by speaker and by year."""

import numpy as np

from tests.planted import encoded
from w2vkit.analysis.change.parts import labelled_parts
from w2vkit.analysis.change.units import TextUnits
from w2vkit.analysis.counted_text import CountedText

ROWS = 400


def letters_text(folder):
    """Return rows of which Bob's have `moved` about b, and late ones `drifts`; both are few early.

    `few` is in three rows, and `once` in one.
    """
    rng = np.random.default_rng(0)
    topics = {letter: [f"{letter}{number}" for number in range(12)] for letter in "abc"}
    sentences, speakers, years = [], [], []
    for row in range(ROWS):
        year = int(rng.integers(1900, 1920))
        speaker = rng.choice(["Ann", "Bob"], p=[0.7, 0.3] if year < 1910 else [0.3, 0.7])
        by_speaker = "b" if speaker == "Bob" else "a"
        by_year = "b" if rng.random() < (year - 1900) / 20 else "a"
        word, topic = [("moved", by_speaker), ("drifts", by_year)][row % 2]
        word = "few" if row in (0, 100, 200) else "once" if row == 50 else word
        words = [*rng.choice(topics[topic], 4), *rng.choice(topics["c"], 2)]
        rng.shuffle(words)
        sentences.append([*words[:3], word, *words[3:]])
        speakers.append(str(speaker))
        years.append(str(year))
    corpus = encoded(folder / "corpus", sentences)
    text = CountedText("letters", corpus)
    return text, [
        labelled_parts(text, by, TextUnits("row", values, np.arange(ROWS)), values, ordered=True)
        for by, values in (("column:speaker", speakers), ("years:date", years))
    ]
