"""The report on a model: one HTML file to print or to hand in.

- `facts`: what the report states, computed from the model and its text.
- `method`: how the model was made, from its description.
- `page`: the HTML, with how to cite w2vkit; its texts, in English and Chinese, and its style are
  in `assets`.
- `report`: writes it.
"""
