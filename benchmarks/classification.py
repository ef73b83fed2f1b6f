"""Classification of short texts: vectors of a model beside TF-IDF.

    python benchmarks/classification.py [--polarity-model MODEL]

Logistic regression on `w2vkit.TextVectorizer`, on TF-IDF of words and on both together, by
five-fold cross-validation in one run; the regularization is chosen by an inner
cross-validation:

- journey: sentences of the bundled retelling of 《西游记》 that name exactly one of four
  pilgrims; the name is removed, and the class is who it was. The model is trained on the same
  retelling without these names, so it has read the texts, but not the classes.
- polarity: 200 sentences of film reviews (Pang & Lee 2005) in the test data of gensim, positive or
  negative, with the model given by --polarity-model. Left out without it.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline, make_union

sys.path.insert(0, str(Path(__file__).parents[1]))

import w2vkit
from w2vkit.analysis.model_segmentation import segmentation_of, tokenized

XIYOU = Path(__file__).parents[1] / "corpora" / "xiyou"
PILGRIMS = {
    "悟空": "悟空|孙悟空|大圣|行者|孙行者|美猴王|猴王",
    "八戒": "八戒|猪八戒|呆子|悟能",
    "唐僧": "唐僧|三藏|师父|玄奘",
    "沙僧": "沙僧|沙和尚|悟净",
}
FEWEST_CHARACTERS = 8


def journey() -> tuple[Any, list[str], list[str]]:
    """Return the model, the sentences without the names, and whose names these were."""
    names = "|".join(PILGRIMS.values())
    texts, labels = [], []
    book = [path.read_text(encoding="utf-8") for path in sorted(XIYOU.glob("*.txt"))]
    for chapter in book:
        for sentence in re.split(r"[。！？\n]", chapter):
            named = [who for who, called in PILGRIMS.items() if re.search(called, sentence)]
            rest = re.sub(names, "", sentence)
            if len(named) == 1 and len(rest) >= FEWEST_CHARACTERS:
                texts.append(rest)
                labels.append(named[0])
    with TemporaryDirectory() as folder:
        nameless = Path(folder, "nameless.txt")
        nameless.write_text(re.sub(names, "", "\n".join(book)), encoding="utf-8")
        return w2vkit.train(str(nameless)), texts, labels


def polarity(name: str) -> tuple[Any, list[str], list[str]]:
    """Return the model, and sentences of film reviews with their polarity."""
    import gensim

    path = Path(gensim.__file__).parent / "test" / "test_data" / "pang_lee_polarity.cor"
    pairs = [line.split(" ", 1) for line in path.read_text(encoding="cp1252").splitlines()]
    return w2vkit.open(name), [text for _, text in pairs], [label for label, _ in pairs]


def tf_idf(model: Any) -> TfidfVectorizer:
    """Return TF-IDF of the same tokens."""
    config = segmentation_of(model)
    return TfidfVectorizer(
        analyzer=lambda text: next(tokenized([text], config)), sublinear_tf=True, min_df=2
    )


def report(name: str, model: Any, texts: list[str], labels: list[str]) -> None:
    """Print the accuracy of each kind of features."""
    share = max(labels.count(one) for one in {*labels}) / len(labels)
    print(f"{name}: {len(texts):,} texts, {len({*labels})} classes, most frequent {share:.3f}")
    ways = {
        "vectors, SIF": w2vkit.TextVectorizer(model),
        "vectors, SIF, 1 component removed": w2vkit.TextVectorizer(model, components=1),
        "vectors, plain mean": w2vkit.TextVectorizer(model, weighting="mean"),
        "TF-IDF": tf_idf(model),
        "TF-IDF and vectors": make_union(tf_idf(model), w2vkit.TextVectorizer(model)),
    }
    folds = StratifiedKFold(5, shuffle=True, random_state=1)
    for title, features in ways.items():
        classifier = GridSearchCV(LogisticRegression(max_iter=2_000), {"C": [0.3, 3, 30]}, cv=3)
        found = cross_val_score(make_pipeline(features, classifier), texts, labels, cv=folds)
        print(f"| {title} | {np.mean(found):.3f} | {found.min():.3f} to {found.max():.3f} |")


def main() -> None:
    """Run both tasks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polarity-model")
    given = parser.parse_args()
    report("journey", *journey())
    if given.polarity_model:
        report("polarity", *polarity(given.polarity_model))


if __name__ == "__main__":
    main()
