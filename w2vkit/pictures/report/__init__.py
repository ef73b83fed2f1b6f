"""The report on a model: one HTML file to print or to hand in.

- `facts`: what the report states, and how the model was made, from the model and its text.
- `page`: the HTML, with how to cite w2vkit; its texts, in English and Chinese, and its style are
  in `assets`.
- `report`: writes it.
"""
