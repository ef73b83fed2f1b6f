"""Figures of word vectors: maps, heat maps, dendrograms, and the interactive page.

Reading order:

- `figure`: draws any kind of figure from a request.
- `selection`: which words a figure shows; `categories`: files with their categories;
  `added_words`: formulas, and words made from n-grams.
- `word_map`: a map ready to be drawn, made by `projection` (t-SNE, UMAP, PCA, clusters);
  `faithfulness`: how much of the neighborhoods it keeps.
- `map_figure`, `heatmap_figure`, `dendrogram_figure`, `axis_figure`, `curves_figure`,
  `change_figure`, `path_figure`, `contrast_figure`, `network_figure`: one kind of figure each;
  `fft_tsne` computes large maps, and `coordinates` writes the positions of a map to a file.
- `canvas`, `fonts`, `palette`, `titles`, `labels`: the matplotlib figure, fonts by glyph, colors,
  titles, and placing labels without overlap.
- `change_page`: the pictures and tables of changes in one file.
- `explore_page`: the interactive page, one file with data, script and style (`assets/explore`);
  `page_data` packs what it shows, `page_html` writes it.
- `shown_picture`: figures and pages that show themselves in notebooks; `explore_widget` is the
  interactive page as a widget.
"""
