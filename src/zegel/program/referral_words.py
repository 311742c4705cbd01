"""What bringing a friend is worth, in one sentence."""

from zegel.program.bringing_back import longest_days
from zegel.program.model import Program
from zegel.program.words import Language, counted, money, period, unit_names


def referral_sentence(program: Program, language: Language) -> str:
    """The section as one sentence."""
    referral = program.referral
    assert referral is not None
    nl = language == "nl"
    got = [
        (who, counted(count, unit_names(program, unit), language))
        for who, count, unit in (
            ("u" if nl else "you", referral.member_count, referral.member_unit),
            ("uw vriend" if nl else "your friend", referral.friend_count, referral.friend_unit),
        )
        if count
    ]
    spend = money(referral.spend_minor, program.currency, language)
    within = period(referral.within_days, "days", language)
    wait = period(longest_days(program), "days", language)
    looks = _looks(referral.look_above, referral.look_days, language)
    if nl:
        head = "Brengt u een vriend aan, dan " + "krijgt " + " en ".join(f"{who} {what}" for who, what in got)
        rest = f": zodra die binnen {within} voor {spend} heeft gekocht en de {wait} om het terug te brengen voorbij zijn"
        most = f"; hoogstens {referral.most} vrienden per maand" if referral.most else ""
        return f"{head}{rest}{most}. {looks} U deelt zelf een link of QR-code; wij schrijven uw vriend niet aan."
    head = "If you bring a friend, " + " and ".join(f"{who} {'get' if who == 'you' else 'gets'} {what}" for who, what in got)
    rest = f": once your friend has bought for {spend} within {within} and the {wait} to bring it back are over"
    most = f"; for at most {referral.most} friends a month" if referral.most else ""
    return f"{head}{rest}{most}. {looks} You share a link or a QR code yourself; we do not write to your friend."


def _looks(above: int, days: int, language: Language) -> str:
    """When somebody in the office looks before anything is given."""
    long = period(days, "days", language)
    if language == "nl":
        many = f", of brengt u er binnen {long} meer dan {above} aan" if above else ""
        return f"Lijken u en uw vriend dezelfde persoon{many}, dan kijkt eerst iemand van de winkel ernaar; u leest waarom."
    many = f", or you bring more than {above} within {long}" if above else ""
    return f"If you and your friend seem the same person{many}, somebody of the shop looks first; you read why."
