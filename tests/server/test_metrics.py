"""The text format of Prometheus."""

import re

from w2vkit.server.metrics import Metrics

LINE = re.compile(r'(# TYPE \w+ (counter|gauge|histogram)|\w+(\{(\w+="[^"]*",?)+\})? [\d.]+)')


def test_requests_and_their_times():
    metrics = Metrics()
    metrics.add("/neighbors", 200, 0.003)
    metrics.add("/neighbors", 404, 0.3)
    text = metrics.text({"passes_total": 7, "kept_bytes": 5})
    assert all(LINE.fullmatch(line) for line in text.splitlines())
    assert 'w2vkit_requests_total{path="/neighbors",status="404"} 1' in text
    assert 'w2vkit_request_seconds_bucket{path="/neighbors",le="0.005"} 1' in text
    assert 'w2vkit_request_seconds_bucket{path="/neighbors",le="+Inf"} 2' in text
    assert 'w2vkit_request_seconds_sum{path="/neighbors"} 0.303000' in text
    assert "# TYPE w2vkit_passes_total counter\nw2vkit_passes_total 7\n" in text
    assert "# TYPE w2vkit_kept_bytes gauge" in text
