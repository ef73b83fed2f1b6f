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
    ids, genre, weights = shop(items, genres, skew)
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


def shop(items=1_000, genres=25, skew=0.8):
    """Return the id, the genre and the popularity of each item."""
    genre = np.random.default_rng(0).integers(genres, size=items)
    ids = [f"G{genre[item]}/item {item}" for item in range(items)]
    return ids, genre, np.arange(1, items + 1) ** -skew


def taste_scores(genre, weights, others):
    """Return the probability of each item as the next one of a session with these others.

    This is the best that a recommender could know: the tastes and popularities that made the
    sessions, but not the taste of a session, which follows from its items by Bayes' theorem. That
    an item occurs only once in a session is neglected.
    """
    sizes = np.bincount(genre, weights)
    genres, total = len(sizes), sizes.sum()
    same = np.eye(genres, dtype=bool)
    prior = np.where(same, 1 / genres, 1 / (genres * max(genres - 1, 1)))
    liked = np.where(same, sizes, sizes[:, None] + sizes)
    seen = np.bincount(genre[others], minlength=genres)
    from_liked = np.where(same, seen, seen[:, None] + seen)
    odds = 1 + SHARE_OF_TASTE / (1 - SHARE_OF_TASTE) * total / liked
    logs = np.log(prior) + from_liked * np.log(odds)
    tastes = np.exp(logs - logs.max())
    shares = tastes / tastes.sum() / liked
    by_genre = 2 * shares.sum(axis=1) - shares.diagonal()  # pairs occur twice
    return weights * (SHARE_OF_TASTE * by_genre[genre] + (1 - SHARE_OF_TASTE) / total)


def write_log(path, found, first=0):
    """Write sessions as a CSV file with a row for each item, the sessions interleaved."""
    rows = [(f"s{first + number}", item) for number, one in enumerate(found) for item in one]
    order = np.random.default_rng(2).permutation(len(rows))
    lines = "".join(f"{rows[place][0]},{rows[place][1]}\n" for place in order)
    path.write_text(f"session_id,item_id\n{lines}", encoding="utf-8")
