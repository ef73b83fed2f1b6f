"""The native engine: skip-gram and CBOW, by samples or a tree of the words, also with subwords.

The trainer computes what `reference` computes, with compiled code and in threads, and its bytes do
not depend on the number of threads. This page explains how; read the files in this order:

    reference   what is computed, in NumPy: the specification
    huffman     the tree of hierarchical softmax
    lengths     of rows, tasks and blocks
    plan        the tables that the kernels read, chosen from the options; who updates which rows
    memory      the arrays that the kernels share
    addresses   where each part of them stands: all arithmetic on indices
    rows        the arithmetic on rows, in vectors of 16 (see `engines.simd`)
    strips      the same, on many rows at a time
    contexts    subsampling, windows, negative samples, paths: the predictions of a task
    forward     the forward pass: logits, loss, factors, updates
    backward    the backward pass: updates are added to the weights, bursts are bounded
    subwords    input rows that compose words with subwords
    kernels     how threads share the tasks
    run         a training in progress, and its state for checkpoints
    engine      reads the corpus chunk by chunk and runs the kernels

Text is divided three times. A *chunk* is what is read and reported at once (about 0.1 s). A *block*
(512 tokens or fewer) is what is computed with the same weights. A *task* (32 tokens or fewer) is
what one thread does at once.

    corpus  |----------- chunk -----------|----------- chunk -----------|-- ...
    chunk   |-- block --|-- block --|-- ...
    block   | task | task | task | ...    forward pass: tasks read the weights, write scratch memory
            |- owner -|- owner -| ...     backward pass: owners read scratch memory, write weights

Terms within a task:

- A *slot* is a token that takes part: in the vocabulary, kept by subsampling, in the task or within
  a window of it. Slots are numbered in the order of the text; the last slot is empty, its row zero.
- A *centre* is a token of the task that is predicted: it has a slot and at least one context.
- The *outputs* of a centre are the output rows about which it makes a decision. Negative sampling:
  k = 0 is the centre, k = 1, 2, … are the negative samples. Hierarchical softmax: the nodes on the
  path to the centre, the root first. They are padded up to a multiple of three, the *width* of the
  centre; padding repeats output 0 and does not count.
- A *leader* is the first centre of a task with its negative samples; its *followers* share them,
  see `sampling.group_of`.
- The *sign* of an output is -1 if its label is 1, and +1 if it is 0.
- A *row* is a vector of D float32, padded with zeros to a multiple of 16: an input row for each
  word, an output row for each word or node, and copies of input rows for each slot.
- A *factor* is the number that belongs to a context j and an output k: first the logit, then
  -alpha · (σ(logit) - label).
- An *owner* is a task of the backward pass. Each word has one: word w is in share w % 256, and the
  shares are dealt out so that all owners have equal work.

A kernel receives the records that it uses. Plan and scratch memory consist of them:

    plan          method, shape (all lengths), sampling, tree, ownership, word_rows
    scratch       slots, centres, groups, factors, lists, bounds, composed, entries, counters

Memory, with the function of `addresses` that finds each part. `row_of` turns a number into the
start of a row; `contexts` and `outputs` contain such starts. Slots and centres are those of one
task; the next task follows.

    weights
      inputs          | row of word 0 | row of word 1 | ... | row of word V-1 |  row_of(word)
      outputs         | row of word 0 | row of word 1 | ... | row of word V-1 |
    slots                                                                        slot_of(task, i)
      words           | w0 | w1 | w2 | ... | -- |
      rows            | row of w0 | row of w1 | row of w2 | ... | 0 0 0 ... 0 |  row_of(slot)
      updates         | added to w0 | added to w1 | added to w2 | ... |
    centres                                                                      centre_of(task, i)
      contexts        | start start start ... | start start ... | ...            contexts_of(c)
      outputs         | c n1 n2 n3 n4 n5 | c n1 n2 n3 n4 n5 | ...                output_of(c, k)
    factors
      values          | j=0: k=0 1 2 3 4 5, j=1: k=0 1 2 3 4 5, ... | ...        factor_of(c, j, k)
    lists
      slots           | slots of owner 0 | slots of owner 1 | ...                slot_list_of
      outputs         | (w, c, k) of owner 0 | (w, c, k) of owner 1 | ...        output_list_of

*Forward pass.* A task fills its slots, copies their input rows, and chooses contexts and outputs of
its centres (`contexts`). For eight centres at a time it then multiplies contexts and outputs, two
by three, into logits; turns these into factors and adds up the loss; and adds the outputs, times
the factors, to the updates of the contexts. It reads both matrices and writes neither.

*Backward pass.* When all tasks of the block are done, each owner adds the updates of its slots to
its input rows, and the contexts, times the factors, to its output rows: task by task, and within a
task in the order of the lists, which is the order of the text. A negative sample is listed once,
for its leader, and then gets the contexts of all followers.

*Why the bytes do not depend on the workers.* No row is written while it is read: the passes
alternate. Each row is written by one owner, in the order of the text; another number of owners
changes who adds, not what is added in which order. A random number is a hash of seed, epoch and
position in the corpus, not the next number of a generator. Sums over a row have a fixed order, and
each rounding is written down (`simd`), so AVX2, AVX-512 and NEON give the same bytes as well.

*Subwords.* With `--algorithm fasttext` a word has several input rows: its own, and one for each of
its n-grams. A task then composes the rows of its slots, and the backward pass has a second part, in
which each owner applies the updates of all words to its input rows, see `subwords`. Nothing else
changes: rows, updates and contexts of slots are as without subwords.

*Which thread does which task.* Any thread may do any task; but each prefers the same part of the
forward pass, and the same owner, in every block, and takes others only if its own are taken. So the
rows that it writes stay in the cache of its processor. How many threads take part is chosen for
each chunk, by the speed of the previous ones: see `engines.workers`.

*Frozen rows.* Training can start from given vectors that keep their bytes in the first epochs, or
in all. A task then does not list the slots of these words, so that no owner updates their rows.
They are contexts like any other. Output rows are never frozen.

*How bursts are bounded.* No row moves farther than `longest_step` in a block; `reference` says why.
Measuring each row would be slow. The backward pass only adds up the lengths of the steps of a row:
an upper bound, which stays below the longest step in ordinary text (`backward`). A row whose bound
exceeds it is measured at the end of the block, and moved back if necessary. Its previous place is
known: input rows have copies in the slots, and output rows are copied before they are updated.
"""
