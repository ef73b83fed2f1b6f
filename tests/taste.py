"""Sessions of a known taste model: users who like some genres, and items of different popularity.

Each item belongs to one genre and has a popularity that falls as a power of its rank (Zipf). Each
session has one or two genres, and takes most of its items from them in proportion to popularity;
the others come from all items. So popularity predicts items to some extent, and taste does better.
"""

import numpy as np

SHARE_OF_TASTE = 0.9
"""The share of items that are taken from the genres of a session."""


def sessions(count, items=1_000, genres=25, shortest=3, longest=15, skew=0.8, seed=1):
    """Return sessions as lists of ids such as "G3/item 17", different ones in each session."""
    random = np.random.default_rng(seed)
    genre = np.random.default_rng(0).integers(genres, size=items)
    weights = np.arange(1, items + 1) ** -skew
    ids = [f"G{genre[item]}/item {item}" for item in range(items)]
    found = []
    for _ in range(count):
        liked = random.choice(genres, size=random.integers(1, 3), replace=False)
        taste = np.where(np.isin(genre, liked), weights, 0)
        shares = (
            SHARE_OF_TASTE * taste / taste.sum() + (1 - SHARE_OF_TASTE) * weights / weights.sum()
        )
        size = random.integers(shortest, longest + 1)
        chosen = random.choice(items, size=size, replace=False, p=shares)
        found.append([ids[item] for item in chosen])
    return found


def write_log(path, found, first=0):
    """Write sessions as a CSV file with a row for each item, the sessions interleaved."""
    rows = [(f"s{first + number}", item) for number, one in enumerate(found) for item in one]
    order = np.random.default_rng(2).permutation(len(rows))
    lines = "".join(f"{rows[place][0]},{rows[place][1]}\n" for place in order)
    path.write_text(f"session_id,item_id\n{lines}", encoding="utf-8")
