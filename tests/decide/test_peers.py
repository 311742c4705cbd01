"""Figures that other systems document of themselves, to the cent: examples/peers/ has their settings, peers/ their cases (semantics.md).

A line is `pieces × price of one, and a category`,
and where it matters the VAT rate that is in it. A case that is `computed` is ours, by hand from a rule that the system documents without
figures; each system has ten besides those.
`off` is what comes off each line, `hands over` how many things are given beside the basket, `total off` off all of them,
`pays` what is left.
A case with `steps` is lived through: what is bought, earned, returned, spent, what there `has` to be of points and which `tier` one is in.
A step with `earn` begins another version of the program on its day. What is `otherwise` stays so, for a reason.
"""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests import make
from tests.decide.test_deals import price
from tests.make import line
from tests.paper import PaperShop
from tests.program.kept import kept
from tests.programs import read_yaml
from zegel.core.purchase import Line
from zegel.decide.effects import Gift
from zegel.program.model import Program

HERE = Path(__file__).parent / "peers"
PROFILES = Path(__file__).resolve().parents[2] / "examples" / "peers"
SYSTEMS = (
    "antavo", "erpnext", "leat", "loyaltylion", "medusa", "odoo", "open-loyalty", "oscar", "saleor", "shopware", "smile", "solidus",
    "square", "sylius", "talon-one", "ucp", "voucherify",
)  # fmt: skip


def loaded(path: Path) -> Any:
    return YAML(typ="base", pure=True).load(path.read_text(encoding="utf-8"))


def cases() -> list[Any]:
    found = []
    for path in sorted(HERE.glob("*.yaml")):
        file = loaded(path)
        for case in file["cases"]:
            found.append(pytest.param(path.stem, file, case, id=f"{path.stem}: {case['says']}"))
    return found


def flow(table: dict[str, str]) -> str:
    """A table on one line, as the program file has it."""
    return ", ".join(f"{key}: {word}" for key, word in table.items())


def cents(text: str) -> int:
    return int(Decimal(text.replace("_", "")) * 100)


def line_of(text: str) -> Line:
    pieces, _, rest = text.partition(" × ")
    amount, category, vat = (*rest.split(), "goods", "9.00%")[:3] if " " not in rest else (*rest.split(), "9.00%")[:3]
    return line(cents(amount) * int(pieces), int(pieces), category, vat_bp=cents(vat.rstrip("%")))


@pytest.mark.parametrize(("name", "file", "case"), cases())
def test_a_documented_figure_is_ours_too(name: str, file: dict[str, Any], case: dict[str, Any]) -> None:
    profile = loaded(PROFILES / f"{name}.yaml")
    if "steps" in case:
        later = [(step["on"], program(profile, file, case | {"earn": step["earn"]})) for step in case["steps"] if "earn" in step]
        live_through(program(profile, file, case), case["steps"], later)
        return
    lines = [line_of(text) for text in case["lines"]]
    returns = f"returns: {{{flow(profile['returns'])}}}" if "returns" in profile else ""
    more = "".join(f"{part}\n" for part in (file.get("more", ""), case.get("more", ""), returns) if part)

    sale = price(case["discounts"], *lines, settings=flow(chosen(profile, case)), more=more)

    if "hands over" in case:
        assert sum(effect.count for effect in sale.priced.effects if isinstance(effect, Gift)) == int(case["hands over"])
    off = [each.net_minor - paid for each, paid in zip(lines, sale.priced.paid, strict=True)]
    if "off" in case:
        assert off == [cents(text) for text in case["off"]]
    elif "total off" in case:
        assert sum(off) == cents(case["total off"])
    else:
        assert sum(sale.priced.paid) == cents(case["pays"])


def chosen(profile: dict[str, Any], case: dict[str, Any]) -> dict[str, str]:
    """The peer's settings, and what it set otherwise in this case."""
    return dict(profile.get("settings", {})) | dict([case["settings"].split(": ")] if "settings" in case else [])


def program(profile: dict[str, Any], file: dict[str, Any], case: dict[str, Any]) -> Program:
    """The peer's settings around the rules of one case; a case's own settings come first."""
    settings = chosen(profile, case)
    points = case.get("points", file.get("points", ""))
    returns = flow({"within": "30 days"} | profile.get("returns", {}) | dict([case["returns"].split(": ")] if "returns" in case else []))
    text = (
        "zegel: 1\nprogram: Peer\ncompany: {currency: EUR}\nbranches: [dorpsstraat]\n"
        f"units:\n  points: {{names: {{nl: [punt, punten], en: [point, points]}}{', ' * bool(points)}{points}}}\n"
        f"settings: {{{flow(settings)}}}\nreturns: {{{returns}}}\n"
    )
    for section, key in (("earn", "earn"), ("tiers", "tiers"), ("discounts", "discounts"), ("rewards", "rewards")):
        if key in case:
            text += f"{section}:\n" + "".join(f"  {rule.strip()}\n" for rule in case[key].split(";"))
    return read_yaml(text)


def live_through(made: Program, steps: list[dict[str, Any]], later: list[tuple[str, Program]]) -> None:
    """Play the steps, and look after each of them. `later`: the programs that hold from those days on."""
    start = "2026-03-04" if later else next((step["on"] for step in steps if "on" in step), "2026-03-04")
    shop = PaperShop(made, *[(make.clock(f"{day} 00:00"), program) for day, program in later], at=make.clock(f"{start} 10:00"))
    member = shop.enrol(since="2020-01-01")
    sales, redeemed = [], None
    for step in steps:
        if "on" in step:
            shop.wait_until(f"{step['on']} 12:00" if step["on"] != start else f"{start} 11:00")
        if "gives" in step:
            shop.gives(member, int(step["gives"]))
        if "buys" in step:
            uses = [(what, int(count)) for what, count in step.get("uses", {}).items()]
            sales.append(shop.buys(member, *[line_of(text) for text in step["buys"]], uses=uses))
            if "earns" in step:
                assert sales[-1].earned.get("points", 0) == int(step["earns"])
            if "pays" in step:
                assert sales[-1].pays == cents(step["pays"])
        if "returns" in step:
            lines = [(int(step["returns"]), 1000)]
            back = shop.done(make.returns(sales[-1].id, *lines, at=shop.at, reason="back", cause=step.get("cause", "")))
            assert "refund" not in step or back.refund == cents(step["refund"])
        if "redeems" in step:
            redeemed = shop.redeems(member, step["redeems"])
        if "undoes" in step:
            assert redeemed is not None
            shop.cancels(redeemed)
        if "tier" in step:
            assert shop.purse(member).tier == step["tier"]
        if "has" in step:
            assert shop.points(member) == int(step["has"])


def test_there_is_a_profile_for_every_system_with_its_cases() -> None:
    assert sorted(path.stem for path in PROFILES.glob("*.yaml")) == sorted(SYSTEMS)
    found = {path.stem: loaded(path)["cases"] for path in HERE.glob("*.yaml")}
    assert sorted(found) == sorted(SYSTEMS)
    documented = {name: sum("computed" not in case for case in cases) for name, cases in found.items()}
    assert {name for name, n in documented.items() if n < 10} == set()


def reference() -> str:
    """docs/reference/peers.md: what is set for each system, its cases, and what cannot be set yet."""
    text = (
        "# Other systems' figures\n\nFor each system the settings that make Zegel count as it does (a block to copy, "
        "[examples/peers](../../examples/peers/README.md)), the figures\nthat it documents of itself and that tests hold us to, "
        "to the cent, what is otherwise\nhere and why, and what cannot be set yet. Made from `tests/decide/peers/` by its test.\n"
    )
    for name in SYSTEMS:
        source = (PROFILES / f"{name}.yaml").read_text(encoding="utf-8")
        file = loaded(HERE / f"{name}.yaml")
        where = "".join(
            f"{each[2:]} " for each in (HERE / f"{name}.yaml").read_text(encoding="utf-8").splitlines() if each.startswith("# ")
        )
        text += f"\n## {name}\n\n```yaml\n{source.strip()}\n```\n\nFrom: {where}\n\n| case | how |\n| --- | --- |\n"
        for case in file["cases"]:
            how = "; ".join(
                f"`{rule.strip()}`" for key in ("earn", "tiers", "discounts", "rewards") for rule in case.get(key, "").split(";") if rule
            )
            says = case["says"] + " (computed from the rule)" * ("computed" in case)
            text += f"| {says} | {how.replace('|', '/')} |\n"
        if "otherwise" in file:
            text += "\nOtherwise here, and why:\n" + "".join(f"- {each}\n" for each in file["otherwise"])
        if "not yet" in file:
            text += "\nNot yet:\n" + "".join(f"- {each}\n" for each in file["not yet"])
    return text


def test_the_reference_has_every_case() -> None:
    found = reference()

    assert found == kept(PROFILES.parents[1] / "docs" / "reference" / "peers.md", found)
