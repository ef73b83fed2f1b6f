import pytest

from w2vkit.base.translation.language import language

ENVIRONMENTS = [
    ({}, "en"),
    ({"LANG": "zh_CN.UTF-8"}, "zh"),
    ({"LANG": "zh_TW.UTF-8"}, "zh"),
    ({"LANG": "zh"}, "zh"),
    ({"LANG": "zh-Hant-HK"}, "zh"),
    ({"LANG": "de_DE.UTF-8"}, "en"),
    ({"LANG": "C.UTF-8"}, "en"),
    ({"LANG": "zhuang"}, "en"),
    ({"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
    ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
    ({"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "en_US.UTF-8"}, "zh"),
    ({"W2VKIT_LANG": "zh", "LC_ALL": "C"}, "zh"),
    ({"W2VKIT_LANG": "ZH_cn"}, "zh"),
    ({"W2VKIT_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, "en"),
    ({"W2VKIT_LANG": "klingon", "LC_ALL": "zh_CN.UTF-8"}, "en"),
    ({"W2VKIT_LANG": "", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
    ({"LANGUAGE": "zh", "LANG": "en_US.UTF-8"}, "zh"),
    ({"LANGUAGE": "zh_CN:en", "LC_ALL": "de_DE.UTF-8"}, "zh"),
    ({"LANGUAGE": "en:zh", "LANG": "zh_CN.UTF-8"}, "en"),
    ({"LANGUAGE": "fr:zh", "LANG": "en_US.UTF-8"}, "zh"),
    ({"LANGUAGE": "fr", "LANG": "zh_CN.UTF-8"}, "zh"),
    ({"LANGUAGE": "", "LANG": "zh_CN.UTF-8"}, "zh"),
    ({"LANGUAGE": "zh"}, "en"),
    ({"LANGUAGE": "zh", "LANG": "C"}, "en"),
    ({"LANGUAGE": "zh", "LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
    ({"LANGUAGE": "zh", "LC_ALL": "POSIX"}, "en"),
    ({"W2VKIT_LANG": "en", "LANGUAGE": "zh", "LANG": "zh_CN.UTF-8"}, "en"),
]


@pytest.mark.parametrize(("environment", "expected"), ENVIRONMENTS)
def test_the_first_variable_that_is_set_decides(environment, expected):
    assert language(environment) == expected
