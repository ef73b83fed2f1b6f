"""The text of files in blocks."""

from tests.texts import SIMPLIFIED
from w2vkit.base.config import SegmentConfig
from w2vkit.base.progress import SILENT
from w2vkit.languages.segmentation.blocks import read_text_blocks
from w2vkit.languages.segmentation.segment import BLOCK_CHARACTERS, segment_lines
from w2vkit.text.files.finding import find_files


def read(folder, listener=SILENT, segmenter="auto", **more):
    sources = find_files([str(folder)])
    return [*read_text_blocks(sources, SegmentConfig(segmenter=segmenter), listener, **more)]


def test_small_files_share_a_block_if_one_segmenter_suits_them(tmp_path):
    for number in range(50):
        (tmp_path / f"{number:02}.txt").write_text(f"孙悟空打了{number}个妖怪。", encoding="utf-8")
    (tmp_path / "98.txt").write_text("The end of the road.", encoding="utf-8")
    (tmp_path / "99.txt").write_text("天黑了。", encoding="utf-8")
    blocks = read(tmp_path)
    assert [block.segmenter for block in blocks] == ["rjieba", "words", "rjieba"]
    assert blocks[0].text.split("\n") == [f"孙悟空打了{number}个妖怪。" for number in range(50)]
    assert [block.segmenter for block in read(tmp_path, segmenter="chars")] == ["chars"]


class Meter:
    def __init__(self):
        self.heard = []

    def progress(self, progress):
        self.heard.append(progress)


def test_how_far_it_is_counts_the_bytes_of_all_files(tmp_path):
    for name in "abc":
        (tmp_path / name).write_text("\n".join(SIMPLIFIED) * 400, encoding="utf-8")
    size = sum(path.stat().st_size for path in tmp_path.iterdir())
    meter = Meter()
    blocks = read(tmp_path, meter, stage="Looking")
    assert all(len(block.text) < 2 * BLOCK_CHARACTERS for block in blocks)
    assert len(blocks) > 3
    places = [one.done for one in meter.heard]
    assert places == sorted(places)
    assert places[-1] == size
    assert {size // 3, 2 * (size // 3)} <= {*places}
    assert {(one.stage, one.total, one.unit) for one in meter.heard} == {("Looking", size, "B")}


def test_neighbors_do_not_change_how_a_file_is_segmented(tmp_path):
    texts = ["發明家發現了這個國家。", "发明家发现了这个国家。", "皇后的頭髮", "老师讲话", "OK"] * 3
    for number, text in enumerate(texts):
        (tmp_path / f"{number:02}.txt").write_text(text, encoding="utf-8")
    together = "".join(segment_lines(block, SegmentConfig()) for block in read(tmp_path))
    apart = (read(path) for path in sorted(tmp_path.iterdir()))
    one_by_one = [segment_lines(block, SegmentConfig()) for [block] in apart]
    assert together == "".join(one_by_one)
    assert together.startswith("發明家 發現 了 這個 國家\n发明家 发现 了 这个 国家\n")
