"""The report on a model: one HTML file to print or to hand in.

- `facts`: what the report states, computed from the model and its text.
- `method`: how the model was made, from its description.
- `citation`: how to cite w2vkit.
- `page`: the HTML; its texts, in English and Chinese, and its style are in `assets`.
- `report`: writes it.
"""
