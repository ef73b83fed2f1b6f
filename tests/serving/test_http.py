"""The addresses, asked by real clients: urllib, curl, httpx and the package of OpenAI."""

import json
import shutil
import subprocess

import httpx
import jsonschema
import numpy as np
import openai
import pytest

import w2vkit
from tests.patience import PATIENCE
from tests.server.test_questions import SAME
from w2vkit.server.questions import QUESTIONS


def test_one_sentence_says_what_is_served_where(toy_server):
    assert toy_server.said == [f"Serving toy at {toy_server.address}. Ctrl-C stops.\n"]
    assert toy_server.address.startswith("http://127.0.0.1:")


@pytest.mark.parametrize("name", QUESTIONS)
def test_get_and_post_give_the_same_answer_which_fits_the_description(tale, start, name):
    server = start()
    values = SAME[name][0]
    posted = httpx.post(f"{server.address}/{name}", json=values, timeout=PATIENCE)
    got = httpx.get(f"{server.address}/{name}", params=values, timeout=PATIENCE)
    assert posted.status_code == got.status_code == 200
    assert posted.json() == got.json()
    document = httpx.get(f"{server.address}/openapi.json", timeout=PATIENCE).json()
    described = document["paths"][f"/{name}"]["get"]["responses"]["200"]["content"]
    jsonschema.validate(got.json(), described["application/json"]["schema"])


def test_curl(toy_server, w2v):
    assert shutil.which("curl")
    url = f"{toy_server.address}/neighbors"
    command = ["curl", "-sS", "-G", "--data-urlencode", "words=孙悟空", "-d", "topn=3", url]
    reply = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    printed = json.loads(w2v("similar", "孙悟空", "-n", "3", "--format", "json").stdout)
    assert reply["rows"] == printed


def test_the_package_of_openai(tale, start):
    server = start()
    client = openai.OpenAI(base_url=f"{server.address}/v1", api_key="unused")
    assert [one.id for one in client.models.list()] == ["tale"]
    texts = ["孙悟空", "八戒 打 妖怪"]
    reply = client.embeddings.create(model="tale", input=texts)  # in base64, as it prefers
    plain = client.embeddings.create(model="tale", input=texts, encoding_format="float")
    for packed, numbers in zip(reply.data, plain.data, strict=True):
        assert np.array_equal(np.float32(packed.embedding), np.float32(numbers.embedding))
    assert (reply.usage.prompt_tokens, reply.usage.total_tokens) == (4, 4)
    own = w2vkit.open("tale")["孙悟空"]
    np.testing.assert_allclose(reply.data[0].embedding, own / np.linalg.norm(own), atol=1e-6)
    short = client.embeddings.create(model="tale", input="孙悟空", dimensions=2)
    assert len(short.data[0].embedding) == 2
    with pytest.raises(openai.NotFoundError, match=r"There is no model “gpt” here\.") as missing:
        client.embeddings.create(model="gpt", input="孙悟空")
    assert missing.value.code == "model_not_found"
    with pytest.raises(openai.BadRequestError, match="tokens are not accepted"):
        client.embeddings.create(model="tale", input=[[1, 2, 3]])


def test_an_answer_that_the_client_has_is_not_sent_again(toy_server):
    path = "/neighbors?words=king"
    status, headers, _ = toy_server.get(path)
    assert status == 200
    tag = headers["ETag"]
    assert toy_server.get(path, If_None_Match=tag)[0] == 304
    assert toy_server.get(path, If_None_Match=f'"other", W/{tag}')[0] == 304
    assert toy_server.get("/neighbors?words=queen", If_None_Match=tag)[0] == 200
    assert toy_server.get("/neighbors?words=absent", If_None_Match=tag)[0] == 404


def test_the_head_of_an_answer(toy_server):
    url, asked = f"{toy_server.address}/neighbors", {"words": "king"}
    head = httpx.head(url, params=asked, timeout=PATIENCE)
    got = httpx.get(url, params=asked, timeout=PATIENCE)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == got.headers["etag"]


@pytest.mark.parametrize(
    "query",
    [
        "words=%ED%A0%80",
        "words=%FF",
        "words=%00",
        "words=king&topn=1e400",
        "words=king&threshold=nan",
    ],
)
def test_strange_characters_and_numbers_are_answered_with_a_sentence(toy_server, query):
    status, _, content = toy_server.get(f"/neighbors?{query}")
    assert status in (400, 404)
    assert content["error"]["message"]


def test_numbers_that_json_does_not_have(toy_server):
    for body in (b'{"words": ["king"], "threshold": NaN}', b'{"words": ["\\ud800"]}'):
        assert toy_server.get("/neighbors", body)[0] in (400, 404)


def test_models_and_what_they_say_of_themselves(toy_server, w2v):
    rows = toy_server.get("/models")[2]
    assert rows == json.loads(w2v("models", "--format", "json").stdout)
    info = toy_server.get("/info?model=toy")[2]
    printed = json.loads(w2v("info", "toy", "--format", "json").stdout)
    assert info == {name: value for name, value in printed.items() if name != "path"}


def test_health_and_metrics(toy_server):
    assert toy_server.get("/health")[2] == {"status": "ok", "models": 1}
    toy_server.get("/neighbors?words=king")
    toy_server.get("/secret-of-a-client")
    text = httpx.get(f"{toy_server.address}/metrics", timeout=PATIENCE).text
    assert 'w2vkit_requests_total{path="/neighbors",status="200"} 1' in text
    assert 'w2vkit_requests_total{path="other",status="404"} 1' in text
    assert "secret" not in text
    assert "w2vkit_passes_total 1" in text


def test_several_models_and_files_are_asked_by_name(toy, start):
    w2vkit.export("toy", toy.parent.parent / "vectors.txt", to="word2vec", repair=True)
    server = start("-m", str(toy.parent.parent / "vectors.txt"), "-m", "toy")
    assert "Serving vectors.txt, toy at" in server.said[0]
    assert server.get("/neighbors?words=king")[2]["model"] == "vectors.txt"
    assert server.get("/neighbors?words=king&model=toy")[2]["model"] == "toy"
    assert [row["name"] for row in server.get("/models")[2]] == ["vectors.txt", "toy"]
    assert server.get("/info?model=vectors.txt")[2]["words"] == 12


def test_requests_are_logged_only_if_wanted(toy, start):
    server = start("-v")
    server.get("/neighbors?words=king%0Aqueen")
    server.get("/health")
    quiet = start()
    quiet.get("/health")
    assert server.stop() == quiet.stop() == 0
    assert [line.split(" ")[1:4] for line in server.said[1:3]] == [
        ["GET", "/neighbors?words=king%0Aqueen", "404"],
        ["GET", "/health", "200"],
    ]
    assert [line for line in quiet.said if "GET" in line] == []
    assert quiet.said[-1] == "Stopped.\n"
