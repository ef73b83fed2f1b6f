"""Embedded vector databases find the same neighbors in exported files as w2vkit."""

import numpy as np

ROW = 1


def test_faiss(export, embeddings, nearest):
    import faiss

    index = faiss.read_index(str(export("faiss", "x.faiss")))
    query = embeddings.vectors[[ROW]] / embeddings.norms[ROW]
    assert index.search(query, 5)[1][0].tolist() == nearest(ROW)
    index = faiss.read_index(str(export("faiss", "pq.faiss", dtype="pq")))
    assert len({*index.search(query, 20)[1][0].tolist()} & {*nearest(ROW)}) >= 3


def test_chroma(export, embeddings, nearest):
    import chromadb

    collection = chromadb.PersistentClient(str(export("chroma", "chroma"))).get_collection("words")
    assert collection.count() == len(embeddings)
    found = collection.query(query_embeddings=embeddings.vectors[[ROW]], n_results=5)
    assert [int(row) for row in found["ids"][0]] == nearest(ROW)
    assert found["documents"][0][0] == "king"
    assert found["metadatas"][0][0]["count"] == 999


def test_qdrant(export, embeddings, nearest):
    from qdrant_client import QdrantClient

    client = QdrantClient(path=str(export("qdrant", "qdrant")))
    assert client.count("words").count == len(embeddings)
    found = client.query_points("words", query=embeddings.vectors[ROW].tolist(), limit=5).points
    assert [point.id for point in found] == nearest(ROW)
    assert found[0].payload == {"word": "king", "count": 999}
    client.close()


def test_milvus(export, embeddings, nearest):
    from pymilvus import MilvusClient

    client = MilvusClient(str(export("milvus", "x.db")))
    client.load_collection("words")
    query = embeddings.vectors[ROW].tolist()
    found = client.search("words", [query], limit=5, output_fields=["word", "count"])[0]
    assert [hit["id"] for hit in found] == nearest(ROW)
    assert found[0]["entity"]["word"] == "king"
    client.close()


def test_pinecone_files_have_the_documented_columns(export, embeddings):
    import json

    import pyarrow.parquet

    table = pyarrow.parquet.read_table(export("pinecone", "x.parquet"))
    assert {field.name: str(field.type) for field in table.schema} == {
        "id": "string",
        "values": "list<element: float>",
        "metadata": "string",
    }
    record = table.slice(ROW, 1).to_pylist()[0]
    assert (record["id"], json.loads(record["metadata"])) == ("1", {"word": "king", "count": 999})
    assert np.array_equal(np.array(record["values"], np.float32), embeddings.vectors[ROW])


def test_pgvector_scripts_have_a_line_for_each_word(export, embeddings):
    text = export("pgvector-sql", "x.sql").read_text(encoding="utf-8")
    rows = text.partition("FROM stdin;\n")[2].partition("\n\\.\n")[0].split("\n")
    assert len(rows) == len(embeddings)
    row, word, count, numbers = rows[ROW].split("\t")
    assert (row, word, count) == ("1", "king", "999")
    assert np.array_equal(
        np.array(numbers.strip("[]").split(","), np.float32), embeddings.vectors[ROW]
    )
