"""Answers questions over HTTP and to agents: `w2vkit serve` and `w2vkit mcp`.

From what is asked to what is sent:

- `parameters`: the values of a request, checked against declarations
- `questions`: each question with its parameters (`requests`) and how its rows are made (`answers`)
- `embeddings`: vectors of texts, as OpenAI's interface returns them
- `problems`: errors as replies
- `open_models`: the models that are served, opened when needed and again when retrained
- `batches`: questions that wait at the same time are answered in one pass
- `asking`: asks a question of a model, in this thread if that is quick, else in another
- `schemas`: the questions and their rows as JSON Schema
- `openapi`: the description of the interface
- `access`: who may ask: the token, the names of the host
- `metrics`: counters and times
- `guard`: the limits of a request, around everything else
- `app`: the addresses, with `http_messages` and answers by ETag (`kept_answers`)
- `live_page`: the page of `explore`, for all words
- `agent_tools`: the questions as tools of the Model Context Protocol
- `running`: the process: the port, signals, slow clients
"""
