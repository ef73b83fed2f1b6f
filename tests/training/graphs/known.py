"""Graphs whose communities are known."""

import numpy as np

_KARATE = {
    1: (2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 18, 20, 22, 32),
    2: (3, 4, 8, 14, 18, 20, 22, 31),
    3: (4, 8, 9, 10, 14, 28, 29, 33),
    4: (8, 13, 14),
    5: (7, 11),
    6: (7, 11, 17),
    7: (17,),
    9: (31, 33, 34),
    **dict.fromkeys((10, 14, 20, 28), (34,)),
    **dict.fromkeys((15, 16, 19, 21, 23, 30, 31, 32), (33, 34)),
    24: (26, 28, 30, 33, 34),
    25: (26, 28, 32),
    26: (32,),
    27: (30, 34),
    29: (32, 34),
    33: (34,),
}
KARATE = [(str(a), str(b)) for a, others in _KARATE.items() for b in others]
"""The 78 friendships in the club that Zachary (1977) observed."""
KARATE_CLUB = {str(node) for node in (*range(1, 10), 11, 12, 13, 14, 17, 18, 20, 22)}
"""The members who followed the instructor when the club split."""


def planted_partition(communities=20, size=500, inside=12.0, outside=3.0, seed=0):
    """Return edges (E, 2) of a random graph, and the community of each node.

    Each node has `inside` edges within its community on average, and `outside` to other nodes.
    """
    rng = np.random.default_rng(seed)
    nodes = communities * size
    firsts = rng.integers(0, nodes, int(nodes * inside / 2))
    seconds = firsts // size * size + rng.integers(0, size, len(firsts))
    others = rng.integers(0, nodes, (int(nodes * outside / 2), 2))
    return np.concatenate([np.stack([firsts, seconds], 1), others]), np.arange(nodes) // size
