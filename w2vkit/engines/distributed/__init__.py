"""Training in partitions: each trains on its part of the text; their weights are combined.

Read in this order:

    schedule     the parts of the text, when their weights are combined, the learning rate
    combination  how the changes of several partitions become one: by the ratio of norms
    partition    a partition: trains on its part of a round
    local        the partitions of one machine, in threads
    exchange     how partitions in different processes combine their weights, over TCP
    rank         a partition as a task of Spark
    shared_files  the progress and the checkpoint, for the driver and the tasks
    spark        the partitions on a Spark cluster

The bytes depend on the number of partitions and of synchronizations, and on nothing else: changes
are added in the order of the partitions, wherever and in whatever order these have trained.
"""
