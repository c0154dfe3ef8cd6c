"""The date of publication, where only the text tells."""

from __future__ import annotations

import pytest

from tests.conftest import Parsed
from verbale.codebook import codebook
from verbale.times import infer_published


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("KYIV, 3 May 2022 – The two sides agreed to talk.", "2022-05-03"),
        ("KYIV (Reuters), May 3, 2022 - The two sides agreed to talk.", "2022-05-03"),
        ("Talks go on\n\n3 May 2022\n\nThe two sides agreed to talk.", "2022-05-03"),
        ("Talks go on\n\nPublished on 3 May 2022\n\nThe two sides agreed to talk on 5 May 2022.", "2022-05-03"),
        ("The two sides agreed on 3 May 2022 to talk.", None),
        ("On 3 May 2022 the two sides agreed to talk.", None),
        ("The two sides agreed to talk.", None),
        ("Talks go on\n\n3 May\n\nThe two sides agreed to talk.", None),
        ("Talks go on\n\n31 February 2022\n\nThe two sides agreed to talk.", None),
        ("", None),
    ],
)
def test_english(text: str, published: str | None, parse_en: Parsed) -> None:
    assert infer_published(parse_en(text), codebook("en")) == published


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("ROMA, 3 maggio 2022 – Le due parti hanno deciso di parlarsi.", "2022-05-03"),
        ("I colloqui continuano\n\n3 maggio 2022\n\nLe due parti si parlano.", "2022-05-03"),
        ("I colloqui continuano\n\nPubblicato il 03/05/2022\n\nLe due parti si parlano.", "2022-05-03"),
        ("Le due parti hanno deciso il 3 maggio 2022 di parlarsi.", None),
        ("Le due parti si parlano.", None),
    ],
)
def test_italian(text: str, published: str | None, parse_it: Parsed) -> None:
    assert infer_published(parse_it(text), codebook("it")) == published


def test_the_date_in_the_text_anchors_the_rest(read_en: object) -> None:
    record = read_en("KYIV, 3 May 2022 – The two sides will meet on Friday.")  # type: ignore[operator]
    assert record.document.published_origin == "text"
    assert [time.value for time in record.times] == ["2022-05-03", "2022-05-06"]
