"""Vectors of texts in OpenAI's form."""

import base64

import numpy as np
import pytest

import w2vkit
from w2vkit.base.errors import MissingWordError, UsageError
from w2vkit.server.embeddings import MAX_INPUTS, embedding_request, embeddings


def vectors(run, **values):
    async def work(asker):
        request = embedding_request(values)
        opened = await asker.opened({"model": request.model})
        return embeddings(opened, request)

    return run(work)


def test_a_word_has_its_own_direction_and_a_text_that_of_vectorize(tale, run):
    reply = vectors(run, input=["孙悟空", "孙悟空 打 妖怪"], model="tale")
    assert [one["index"] for one in reply["data"]] == [0, 1]
    assert reply["model"] == "tale"
    assert reply["usage"] == {"prompt_tokens": 4, "total_tokens": 4}
    found = np.array([one["embedding"] for one in reply["data"]])
    model = w2vkit.open("tale")
    own = model["孙悟空"] / np.linalg.norm(model["孙悟空"])
    np.testing.assert_allclose(found[0], own, atol=1e-6)
    text = w2vkit.vectorize(model, ["孙悟空 打 妖怪"])[0]
    np.testing.assert_allclose(found[1], text / np.linalg.norm(text), atol=1e-6)


def test_the_vector_as_it_is_in_the_model(toy, run):
    (one,) = vectors(run, input="孙悟空", normalize=False)["data"]
    assert one["embedding"] == [2.0, 0.0, 0.2, 0.0]


def test_base64_is_the_same_numbers(toy, run):
    (plain,) = vectors(run, input="king")["data"]
    (packed,) = vectors(run, input="king", encoding_format="base64")["data"]
    read = np.frombuffer(base64.b64decode(packed["embedding"]), "<f4")
    assert read.tolist() == np.array(plain["embedding"], np.float32).tolist()


def test_fewer_dimensions_are_those_along_the_principal_axes(tale, run):
    words = [*w2vkit.open("tale")]
    whole, all_axes, fewer = (
        np.array([one["embedding"] for one in vectors(run, input=words, **options)["data"]])
        for options in ({}, {"dimensions": 6}, {"dimensions": 4})
    )
    np.testing.assert_allclose(all_axes @ all_axes.T, whole @ whole.T, atol=1e-5)
    assert fewer.shape == (len(words), 4)
    np.testing.assert_allclose(np.linalg.norm(fewer, axis=1), 1, atol=1e-6)
    first = all_axes[:, :4] / np.linalg.norm(all_axes[:, :4], axis=1, keepdims=True)
    np.testing.assert_allclose(fewer, first, atol=1e-5)
    with pytest.raises(UsageError, match="has 6 dimensions, fewer than 7"):
        vectors(run, input=words, dimensions=7)


def test_texts_without_a_known_word_are_named_by_their_places(tale, run):
    with pytest.raises(MissingWordError) as caught:
        vectors(run, input=["孙悟空", "", "Ωж"])
    said = "2 texts of the input contain no word of the model: 1 (“”), 2 (“Ωж”)."
    assert caught.value.message == said
    assert caught.value.words == ("", "Ωж")


@pytest.mark.parametrize(
    ("values", "part"),
    [
        ({}, "There is no input."),
        ({"input": []}, "There is no input."),
        ({"input": 5}, "There is no input."),
        ({"input": [1, 2]}, "tokens are not accepted"),
        ({"input": [[1, 2]]}, "tokens are not accepted"),
        ({"input": ["a"] * (MAX_INPUTS + 1)}, "2,049 texts; 2,048 are allowed"),
        ({"input": "a" * 1_000_000}, "1,000,000 characters"),
        ({"input": "king", "encoding_format": "hex"}, "encoding-format is 'hex'"),
        ({"input": "king", "dimensions": 0}, "dimensions is 0"),
        ({"input": "king", "dimension": 2}, "There is no parameter “dimension”."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(values, part):
    with pytest.raises(UsageError) as caught:
        embedding_request(values)
    assert part in caught.value.message
    assert caught.value.hint
