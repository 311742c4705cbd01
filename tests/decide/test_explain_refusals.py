"""Every refusal has a sentence in both languages that fits a till."""

from zegel.core.refusals import REFUSALS, NotEnough, ZegelError
from zegel.decide.refusal_sentences import REFUSAL_SENTENCES, refusal_sentence
from zegel.program.model import Words
from zegel.program.tree import ProgramMistakes


def test_every_refusal_is_said_in_dutch_and_english():
    assert set(REFUSAL_SENTENCES) == {*REFUSALS, ProgramMistakes.code}


def test_a_sentence_fits_a_till():
    said = [text for words in REFUSAL_SENTENCES.values() for text in (words.nl, words.en)]

    assert [text for text in said if len(text) > 90 or not text.endswith(".")] == []
    assert [words for words in REFUSAL_SENTENCES.values() if words.nl == words.en] == []


def test_a_refusal_says_its_own_sentence():
    assert refusal_sentence(NotEnough(unit="points", available=1, needed=5)) == Words(
        "Er is niet genoeg beschikbaar.", "There is not enough available."
    )


def test_a_refusal_of_a_door_is_said_in_its_own_words():
    class Odd(ZegelError):
        code = "malformed_at_the_door"
        sentence = "The door did not open."

    assert refusal_sentence(Odd()) == Words("The door did not open.", "The door did not open.")
