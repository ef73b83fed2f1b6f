"""Run wefe's WEAT on a word2vec file: python weat_of_wefe.py VECTORS SETS, which are JSON.

wefe requires NumPy 1, so it has an environment of its own.
"""

import json
import sys

from gensim.models import KeyedVectors
from wefe.metrics import WEAT
from wefe.query import Query
from wefe.word_embedding_model import WordEmbeddingModel

vectors, sets = sys.argv[1], json.loads(sys.argv[2])
model = WordEmbeddingModel(KeyedVectors.load_word2vec_format(vectors), "model")
query = Query(sets[:2], sets[2:], ["X", "Y"], ["A", "B"])
found = WEAT().run_query(
    query,
    model,
    return_effect_size=True,
    calculate_p_value=True,
    p_value_test_type="right-sided",
    p_value_method="approximate",
    p_value_iterations=1_000,
)
sys.stdout.write(
    json.dumps({name: float(found[name]) for name in ("effect_size", "p_value")}) + "\n"
)
