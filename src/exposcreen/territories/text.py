"""Place text to comparable words: one folding for the names of the tables and for the texts that are read."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

__all__ = ["Token", "fold", "is_hanzi", "simplified", "tokenise"]

_HAN = "\u3400-\u9fff"
_PIECES = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+(?:['’ʼʻ`´][^\W_{_HAN}]+)*['’]?|[,;，；、。()（）|/\n]")
_APOSTROPHES = str.maketrans("", "", "'’ʼʻ`´")
_SIMPLIFIED = str.maketrans(
    "烏魯齊瑪爾蘇納羅臺灣國東區縣蘭倫維門頭車達楊雙壘韓鮮亞敘頓茲蓋庫溝鹼灘陽島廣慶龍遼寧陝貴雲廈濟連漢長莊無錫肅準團師農設產"
    "獨圖澤葉興豐蘊輪靜碩溫麥嶽於鞏額場馬衛來華聖盧薩幾內屬領緬約賓樂義圍際開堅諾獅樓飯",
    "乌鲁齐玛尔苏纳罗台湾国东区县兰伦维门头车达杨双垒韩鲜亚叙顿兹盖库沟碱滩阳岛广庆龙辽宁陕贵云厦济连汉长庄无锡肃准团师农设产"
    "独图泽叶兴丰蕴轮静硕温麦岳于巩额场马卫来华圣卢萨几内属领缅约宾乐义围际开坚诺狮楼饭",
)


class Token(NamedTuple):
    """A word, or a run of Chinese characters.

    Attributes:
        surface: As written.
        folded: Lower case, without diacritics and apostrophes; simplified characters.
        segment: The number of the part between commas, brackets and slashes that it stands in.
    """

    surface: str
    folded: str
    segment: int


def simplified(text: str) -> str:
    """The text with the traditional characters that place names use in their simplified form."""
    return text if text.isascii() else text.translate(_SIMPLIFIED)


def fold(word: str) -> str:
    """A word in comparable form."""
    if word.isascii():
        return word.lower().replace("'", "").replace("`", "")
    bare = unicodedata.normalize("NFKD", word.casefold())
    return "".join(character for character in bare if not unicodedata.combining(character)).translate(_APOSTROPHES)


def is_hanzi(character: str) -> bool:
    """Whether this is a Chinese character."""
    return "\u3400" <= character <= "\u9fff"


def tokenise(text: str) -> list[Token]:
    """The words of a text in order."""
    if not text.isascii():
        text = simplified(unicodedata.normalize("NFKC", text))
    tokens = []
    segment = 0
    for surface in _PIECES.findall(text):
        if not surface[0].isalnum():
            segment += 1
            continue
        folded = surface if is_hanzi(surface[0]) else fold(surface)
        if folded:  # a lone apostrophe letter folds to nothing
            tokens.append(Token(surface, folded, segment))
    return tokens
