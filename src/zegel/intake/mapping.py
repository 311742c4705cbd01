"""The mapping file: which column of a file means what. docs/howto/import.md shows every key.

The file is YAML like a program's (zegel.program.tree): every scalar is text, duplicate keys are refused, and all mistakes are
told at once with their lines.
"""

from typing import Final

from zegel.core.money import CURRENCIES
from zegel.core.periods import known_zone
from zegel.core.purchase import CHANNELS, IDENTIFIER_KINDS, MEASURES, TENDER_KINDS
from zegel.core.value import value
from zegel.intake.fields import Amount, Fields, Mistakes, Text, as_text, cell_text
from zegel.intake.moments import COUNTED, DIRECTIVES, Clock, Skipped, Twice
from zegel.intake.numbers import Style
from zegel.program.phrases import phrase
from zegel.program.tree import Node, Problem, ProgramMistakes, Row, Table, yaml_tree

FORMATS: Final = ("csv", "ndjson", "parquet")
REST: Final = "the rest"


@value
class TenderField:
    """One way of paying. `amount` None: what the others leave. `per_row`: summed over the rows, else read from the first.

    `capped`: never more than is left to pay; what is above is not accepted.
    """

    kind: str
    amount: Amount | None
    per_row: bool
    capped: bool


PAYS_ALL: Final = TenderField("other", None, per_row=False, capped=False)


@value
class FileForm:
    """What a file cannot say of itself. Empty texts: found out (the format by the name, the delimiter by the header)."""

    format: str
    delimiter: str
    encoding: str
    lines: str
    """NDJSON: the name of the array that holds a purchase's lines; "" where every row is a line."""


@value
class Mapping:
    """A mapping file as values. `text` is the file itself: an import is told from another by it."""

    text: str
    file: FileForm
    source: str
    currency: str
    style: Style
    clock: Clock
    grouped_by: Text
    receipt_number: Text
    branch: Text
    till: Text
    actor: Text
    channel: Text
    moment: Text
    identifier_kind: str
    identifier: Text | None
    sku: Text
    category: Text
    brand: Text
    tags: Text
    tags_split: str
    legal_class: Text
    measure: Text
    quantity: Amount
    list_minor: Amount | None
    """None: net and discount together."""
    discount_minor: Amount | None
    net_minor: Amount
    vat_bp: Amount
    cost_minor: Amount | None
    tenders: tuple[TenderField, ...]

    def columns(self) -> list[str]:
        """Every column that the mapping names, each once."""
        texts = (
            self.grouped_by, self.receipt_number, self.branch, self.till, self.actor, self.channel, self.moment, self.identifier,
            self.sku, self.category, self.brand, self.tags, self.legal_class, self.measure,
        )  # fmt: skip
        amounts = (
            self.quantity, self.list_minor, self.discount_minor, self.net_minor, self.vat_bp, self.cost_minor,
            *(tender.amount for tender in self.tenders),
        )  # fmt: skip
        named = [column for text in texts if text for column in text.columns]
        named += [column for amount in amounts if amount for column in amount.columns()]
        return list(dict.fromkeys(named))


class MappingMistakes(Exception):
    """The mapping file has mistakes: `problems` holds every one of them, in the order of the lines."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


def read_mapping(text: str) -> Mapping:
    """The mapping that `text` says. Raises MappingMistakes with all that is wrong."""
    try:
        node, problems = yaml_tree(text)
    except ProgramMistakes as wrong:
        raise MappingMistakes(wrong.problems) from None
    mistakes = Mistakes(problems)
    if not isinstance(node, Table):
        raise MappingMistakes(
            [Problem(1, "", "not_a_table", phrase("A mapping is a table of keys."), phrase("Begin with `zegel: 1`."), "")]
        )
    found = _whole(Fields(node, mistakes), text)
    if mistakes.problems or found is None:
        raise MappingMistakes(sorted(mistakes.problems, key=lambda problem: problem.line))
    return found


def _whole(top: Fields, text: str) -> Mapping | None:
    top.constant("zegel", "1")
    top.constant("mapping", "purchases")
    source = top.word("source")
    currency = top.one_of("currency", tuple(CURRENCIES))
    hundred = 10 ** CURRENCIES.get(currency, 2)
    style = _style(top.table("numbers", optional=True))
    clock = _clock(top.table("times"))
    form = _file_form(top.table("file", optional=True))
    purchase, line = top.table("purchase"), top.table("line")
    tenders = _tenders(top, hundred)
    grouped = purchase.text("rows with the same", needed=not form.lines)
    kind, identifier = _identifier(purchase)
    found = Mapping(
        text, form, source, currency, style, clock,
        grouped or Text((), "", "", {}, None, "as is"),
        purchase.text("receipt number") or grouped or _NOTHING,
        purchase.text("branch") or _NOTHING,
        purchase.text("till") or as_text("import"),
        purchase.text("actor") or as_text("import"),
        purchase.text("channel", words=CHANNELS) or as_text("till"),
        purchase.text("moment") or _NOTHING,
        kind, identifier,
        line.text("sku") or _NOTHING,
        line.text("category") or _EMPTY,
        line.text("brand") or _EMPTY,
        line.text("tags") or _EMPTY,
        line.split("tags"),
        line.text("legal class") or _EMPTY,
        line.text("measure", words=MEASURES) or as_text("piece"),
        line.amount("quantity", 1000) or Amount(((1, "", 1000),), 1000, None),
        line.amount("list", hundred),
        line.amount("discount", hundred),
        line.amount("net", hundred, needed=True) or _NO_AMOUNT,
        line.amount("vat", 100) or _NO_AMOUNT,
        line.amount("cost", hundred),
        tenders,
    )  # fmt: skip
    purchase.needs("branch", "moment")
    if form.lines and not purchase.has("receipt number"):
        purchase.missing("receipt number")
    line.needs("sku")
    for fields in (top, purchase, line):
        fields.nothing_else()
    return found


_EMPTY: Final = as_text("")
_NOTHING: Final = as_text("")
_NO_AMOUNT: Final = Amount((), 1, None)


def _style(fields: Fields) -> Style:
    decimal = fields.one_of("decimal", (".", ","), default=".")
    thousands = fields.one_of("thousands", ("", ".", ",", " ", "'", "_"), default="")
    if thousands and thousands == decimal:
        fields.wrong("thousands", phrase("The thousands sign is the decimal sign."))
    fields.nothing_else()
    return Style(decimal, thousands)


def _clock(fields: Fields) -> Clock:
    zone = fields.word("zone")
    if zone and not known_zone(zone):
        fields.wrong("zone", phrase("No zone is called `{zone}`.", zone=zone), phrase("Write it like Europe/Amsterdam."))
    form = fields.word("form", default="ISO")
    directives = {form[i + 1 : i + 2] for i, c in enumerate(form) if c == "%" and (i == 0 or form[i - 1] != "%")}
    if form != "ISO" and form not in COUNTED and (not directives or not directives <= DIRECTIVES):
        hint = phrase("Write ISO, seconds, milliseconds or a pattern like %d-%m-%Y %H:%M.")
        fields.wrong("form", phrase("`{form}` is no form of a moment.", form=form), hint)
    skipped: dict[str, Skipped] = {"an hour later": "an hour later", "refuse": "refuse"}
    twice: dict[str, Twice] = {"the first": "the first", "the second": "the second", "refuse": "refuse"}
    found = Clock(
        zone,
        form,
        skipped[fields.one_of("skipped", tuple(skipped), default="an hour later")],
        twice[fields.one_of("twice", tuple(twice), default="the first")],
    )
    fields.nothing_else()
    return found


def _file_form(fields: Fields) -> FileForm:
    form = FileForm(
        fields.one_of("format", ("", *FORMATS), default=""),
        fields.one_of("delimiter", ("", ",", ";", "|", "tab"), default="").replace("tab", "\t"),
        fields.word("encoding", default=""),
        fields.word("lines", default=""),
    )
    try:
        "".encode(form.encoding or "utf-8")
    except LookupError:
        said = phrase("No encoding is called `{encoding}`.", encoding=form.encoding)
        fields.wrong("encoding", said, phrase("Write utf-8, utf-16 or windows-1252."))
    fields.nothing_else()
    return form


def _identifier(purchase: Fields) -> tuple[str, Text | None]:
    if not purchase.has("identifier"):
        return "", None
    fields = purchase.table("identifier")
    kind = fields.one_of("kind", IDENTIFIER_KINDS)
    text = fields.text("text", needed=True)
    fields.nothing_else()
    return kind, text


def _tenders(top: Fields, hundred: int) -> tuple[TenderField, ...]:
    """The tenders in the order in which they are taken; without any, `other` pays everything."""
    node = top.take("tenders")
    if node is None:
        return (PAYS_ALL,)
    if not isinstance(node, Row):
        hint = phrase("Write each as `- {kind: card, amount: paid_by_card}`.")
        top.mistakes.add(node, "not_a_list", phrase("Tenders are a list."), hint)
        return ()
    found = [_tender(item, top.mistakes, hundred) for item in node.items]
    if sum(1 for tender in found if tender.amount is None) > 1:
        top.mistakes.add(node, "two_rests", phrase("Only one tender can be `{rest}`.", rest=REST))
    return tuple(sorted(found, key=lambda tender: tender.amount is None))


def _tender(node: Node, mistakes: Mistakes, hundred: int) -> TenderField:
    if not isinstance(node, Table):
        hint = phrase("Write it as {kind: card, amount: paid_by_card}.")
        mistakes.add(node, "not_a_table", phrase("A tender is a table."), hint)
        return PAYS_ALL
    fields = Fields(node, mistakes)
    kind = fields.one_of("kind", TENDER_KINDS)
    shown = cell_text(fields.peek("amount"))
    amount = None
    if shown == REST:
        fields.take("amount")
    else:
        amount = fields.amount("amount", hundred, needed=True)
    per_row = fields.one_of("of", ("each row", "the first row"), default="each row") == "each row"
    capped = fields.one_of("at most", ("", "what is left"), default="") != ""
    fields.nothing_else()
    return TenderField(kind, amount, per_row, capped)
