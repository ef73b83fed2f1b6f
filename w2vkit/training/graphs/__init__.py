"""Graphs: edge lists, adjacency in compressed rows, and random walks as sentences of nodes."""
