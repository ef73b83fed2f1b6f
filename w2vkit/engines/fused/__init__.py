"""Fused models: several algorithms trained on the same text, joined into one matrix.

Read in this order:

    engine     the training of one member after the other, and the fusion
    members    the options of each member, and the results of finished ones
    position   the member at work and the finished ones, as the state of a checkpoint
    lanes      members that train at the same time
    fusion     centering, weighting, joining, and the reduction of the joined columns
"""
