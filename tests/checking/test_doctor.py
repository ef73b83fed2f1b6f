"""What the doctor finds, and that a package that is missing is no crash."""

from tests.toys import save_model
from w2vkit import __version__
from w2vkit.checking import doctor


def test_everything_here_is_well(models):
    save_model("toy")
    found = {finding.subject: finding for finding in doctor.examine()}
    assert all(finding.ok for finding in found.values())
    assert {"python", "cores", "cache", *doctor.PACKAGES} <= {*found}
    assert found["w2vkit"].value == __version__
    assert found["models"].value == f"1 in {models}"


def test_a_package_that_is_missing_is_in_the_way(models, monkeypatch):
    monkeypatch.setattr(doctor, "PACKAGES", ("numpy", "no-such-package"))
    found = {finding.subject: finding for finding in doctor.examine()}
    assert found["numpy"].ok
    assert not found["no-such-package"].ok
    assert "pip install" in found["no-such-package"].value
