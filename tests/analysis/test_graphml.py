"""Networks as GraphML."""

from xml.etree import ElementTree

from w2vkit.analysis.graphml import graphml
from w2vkit.analysis.relations import Relation

NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"


def test_a_network_is_valid_and_complete():
    edges = [
        Relation("孙悟空", '<"&>', 3, 1.5, 7.25),
        Relation("孙悟空", "八戒", 9, 2.0, 30.0, 0.5),
    ]
    text = "".join(graphml(edges, {"孙悟空": 12, '<"&>': 4, "八戒": 9}))
    graph = ElementTree.fromstring(text).find(f"{NAMESPACE}graph")
    assert [node.get("id") for node in graph.iter(f"{NAMESPACE}node")] == ["孙悟空", '<"&>', "八戒"]
    first, second = graph.iter(f"{NAMESPACE}edge")
    values = {item.get("key"): item.text for item in second}
    assert values == {"together": "9", "expected": "2.0", "weight": "30.0", "similarity": "0.5"}
    assert (first.get("target"), len(first)) == ('<"&>', 3)
