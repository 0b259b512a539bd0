"""Innocent names pass, disguised terms do not. The lists were written for this test."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.errors import ConfigurationError
from contracts.screening import Screening
from tasks.censor.lexicon import load_lexicon
from tasks.censor.names import screen_name_text

INNOCENT = """
    Anna|Scunthorpe United|Huy|Nguyễn Phúc|Mohammed|Jesús|Slutzky|Cuntz|Analysis|Matsushita|Cockburn|Hancock|Dickens
    Nigar|Niger Bird|Sussex|Cassandra|Vergara|Putin|Lund|Concha|Con|Bite|Phuc|Titus|Иван|Мария Кюри|김민준|李明|山田太郎
    くるみ|محمد|فاطمة|प्रिया|राज|Çağrı|Şık|👩‍🎤 Lee|J K|A S|Marianne-Élise|O'Connor|Xu Li|Penistone|Cummings|Hoare
    Shitara|Randi|Семён|Сукачёв|Analía|Lulu|Player 1|Anna 2008|M@ria|Kiki 3000|Leo!|Ann♥Bob|Nazir|Yamashita|Essex
    Grasso|Hitchcock|Pikachu|Amália|Mal|Kut|Got|Aisha|Bok|Puri|Le Cu|Pica|Fagundes|Assange|Bassam|Therapist|Uranus
    Arsenal Fan|Document|Circumference|Sextus|Mishima|Kuntal|Shiitake|Fukuda|Fukushima|Dong|Wang|Cao|Putri|Kurt
    """

HIDDEN = """
    fuck|F.U.C.K|f u c k|fuuuuck|fuuck|fu ck|f**k|b*tch|sh1t|5hit|a$$hole|@sshole|FUCК|ƒυςκ|ꜰᴜᴄᴋ|ｆｕｃｋ|🇫🇺🇨🇰|𝓯𝓾𝓬𝓴|Ⓕⓤⓒⓚ
    хуй|х у й|с.у.к.а|сука|씨발|씨.발|傻逼|傻 逼|मादरचोद|मा द र चो द|ちんこ|チンコ|كس امك|كُسّ أُمّك|شـرموطة|siktir
    orospu|amına koyayım|vaffanculo|stronzo|hijo de puta|puta|merde|connard|Arschloch|Scheiße|mother fucker
    as shole|white power|nigg3r|n1gga|wh0re|🖕|fսck|caralho|filho da puta|kurwa|fvck|phuck|shiiiit|c.u.n.t|k y s
    xXfuckXx|b!tch|s h i t|suka blyat|cyka|f\u200bu\u200bc\u200bk|FUCK 69|Dr. Cunt|S.H.I.T.|сука!
    niqueta mere|hurensohn1
    """

DOUBTFUL = "Dick|Fanny|Semen|Coon|Gaylord|Isis|88|Anal-y-sis|Putta|Kike Hernández|💩|Pаul"
CONTACTS = "www.example.com|see example.com|call 0171 234 5678|@some_handle|a@b.de|+49 (171) 123-4567|https://x"
UNCOVERED = "Αθηνά|สมชาย|דוד|Գոռ|ნინო|তানিয়া|தமிழ்"


def listed(text: str) -> list[str]:
    return [name.strip() for line in text.strip().splitlines() for name in line.split("|")]


def screened(name: str, locale: str = "en") -> Screening:
    return screen_name_text(name, locale, load_lexicon())


@pytest.mark.parametrize("name", listed(INNOCENT))
def test_innocent_names_pass(name: str) -> None:
    assert screened(name).verdict == "pass", screened(name).evidence


@pytest.mark.parametrize("name", listed(HIDDEN))
def test_hidden_terms_never_pass(name: str) -> None:
    assert screened(name).verdict != "pass"


def test_most_hidden_terms_are_rejected_outright() -> None:
    rejected = [name for name in listed(HIDDEN) if screened(name).verdict == "reject"]
    assert len(rejected) >= 0.9 * len(listed(HIDDEN))


@pytest.mark.parametrize("name", listed(DOUBTFUL) + listed(CONTACTS) + listed(UNCOVERED))
def test_doubtful_names_wait_for_a_person(name: str) -> None:
    assert screened(name).verdict == "review", screened(name).evidence


@pytest.mark.parametrize(
    ("name", "locale", "verdict"),
    [("Concha", "es-AR", "review"), ("Concha", "en", "pass"), ("Bite", "fr", "review"), ("Mal", "tr-TR", "review")],
)
def test_some_words_only_count_in_their_own_language(name: str, locale: str, verdict: str) -> None:
    assert screened(name, locale).verdict == verdict


def test_evidence_holds_no_name() -> None:
    for name in listed(HIDDEN)[:30]:
        text = " ".join(piece.detail for piece in screened(name).evidence)
        assert name.casefold() not in text.casefold()


@given(st.text(max_size=40))
def test_every_text_gets_a_verdict(text: str) -> None:
    screening = screened(text)
    assert screening == screened(text)
    assert [piece.check for piece in screening.evidence] == ["name_lexicon", "name_contact", "name_script"]


@given(st.sampled_from(listed(HIDDEN)), st.sampled_from(["Anna", "李", "X"]))
def test_a_name_beside_it_hides_nothing(hidden: str, innocent: str) -> None:
    if hidden not in ("fu ck", "as shole"):  # scraps are only read as one word where there is nothing else
        assert screened(f"{innocent} {hidden}").verdict != "pass"


def test_the_operator_adds_own_lexicons(tmp_path: Path) -> None:
    (tmp_path / "xx.txt").write_text("reject word blorf\n", encoding="utf-8")
    lexicon = load_lexicon(str(tmp_path))
    assert screen_name_text("Blorf", "en", lexicon).verdict == "reject"
    assert lexicon.version != load_lexicon().version
    (tmp_path / "yy.txt").write_text("forbid word blorf\n", encoding="utf-8")
    load_lexicon.cache_clear()
    with pytest.raises(ConfigurationError):
        load_lexicon(str(tmp_path))
