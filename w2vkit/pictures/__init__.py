"""Figures of word vectors: maps, heat maps, dendrograms, and the interactive page.

Reading order:

- `figure`: draws any kind of figure from a request.
- `selection`, `derived_words`: which words a figure shows; words made from formulas or n-grams.
- `word_map`: a map ready to be drawn, made from `projection` (t-SNE, UMAP, PCA, clusters) and
  `faithfulness` (how much of the neighborhoods a map keeps).
- `map_figure`, `heatmap_figure`, `dendrogram_figure`, `axis_figure`, `curves_figure`,
  `network_figure`: one kind of figure each; `hierarchy` computes the clustering of the second and
  the third, `fft_tsne` large maps; `coordinates` writes the positions of a map to a file.
- `canvas`, `fonts`, `palette`, `labels`: the matplotlib figure, fonts by glyph, colors, and
  placing labels without overlap, which `label_drawing` writes; `titles` names what is shown.
- `explore_page`: the interactive page, one file with data, script and style (`assets/explore`);
  `page_data` packs what it shows, `embedded_font` reduces a font to it.
"""
