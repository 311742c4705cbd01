"""Promises about who comes in, what a form may do and what leaves as a file; broken on purpose (broken.py, reliability.md §2 M)."""

from tests.mutants.broken import Mutant

DOOR = "tests/web/test_door.py"

DOORS = (
    Mutant(
        "a form without its token is read", "src/zegel/web/parts/door.py",
        "            if not compare_digest(given.encode(", "            if given and not compare_digest(given.encode(",
        f"{DOOR}::test_a_form_without_the_visitors_own_token_or_from_elsewhere_does_nothing",
    ),
    Mutant(
        "a session that a neighbour laid there opens a card", "src/zegel/access/visits.py",
        'if not (scheme == "https" and', 'if not (scheme == "wss" and',
        f"{DOOR}::test_over_tls_no_session_counts_that_a_neighbour_could_have_laid_there_and_no_plain_page_sends_a_form",
    ),
    Mutant(
        "a plain page sends a form to one over TLS", "src/zegel/access/visits.py",
        'and (scheme != "https" or sent_by == scheme)', 'and (scheme != "https" or sent_by != "")',
        f"{DOOR}::test_over_tls_no_session_counts_that_a_neighbour_could_have_laid_there_and_no_plain_page_sends_a_form",
    ),
    Mutant(
        "a photo may be drawn in as many steps as it likes", "src/zegel/web/parts/photos.py",
        'if kind == "JPEG" and body.count(_STEP) > MOST_STEPS:', 'if kind == "SVG" and body.count(_STEP) > MOST_STEPS:',
        "tests/web/test_office_rewards.py::test_what_is_no_photo_is_refused_before_it_costs_anything",
    ),
    Mutant(
        "a session goes on beside the one that takes its place", "src/zegel/access/sessions.py",
        "        if before is not None:\n            steps.append(",
        "        if before is not None and not before:\n            steps.append(",
        "tests/access/test_people.py::test_a_session_ends_when_idle_when_old_when_signed_out_and_when_another_begins_in_its_place",
    ),
    Mutant(
        "a page asks for a right that others have", "src/zegel/web/office/house/table.py",
        '"/kantoor/sleutels", "office", "keys:read"', '"/kantoor/sleutels", "office", "members:list"',
        "tests/access/test_policy.py::test_the_page_is_the_table_that_the_code_goes_by",
    ),
    Mutant(
        "one step of a code is scanned twice", "src/zegel/access/qr.py",
        "shown.step, SPENDING):\n                raise QrSpent()", "shown.step, text):\n                raise QrSpent()",
        "tests/access/test_qr.py::test_a_code_is_scanned_once_and_then_its_member_may_spend_at_that_till",
    ),
    Mutant(
        "a card on paper spends", "src/zegel/access/qr.py",
        "        if not proofs:\n            raise SpendLocked()", "        if proofs is None:\n            raise SpendLocked()",
        "tests/access/test_qr.py::test_a_code_is_scanned_once_and_then_its_member_may_spend_at_that_till",
    ),
    Mutant(
        "tries are counted for an address alone", "src/zegel/access/signing_in.py",
        "        await self._tries.admit(company, who, BY_PERSON, at)\n        one = ", "        one = ",
        "tests/access/test_signing_in.py::test_who_guesses_waits_whether_there_is_such_a_colleague_or_not",
    ),
    Mutant(
        "a wrong PIN is forgotten", "src/zegel/store/people_queries.py",
        "UPDATE pin SET tries = tries + 1, ", "UPDATE pin SET tries = tries, ",
        "tests/access/test_people.py::test_a_pin_switches_the_till_and_five_wrong_ones_lock_it",
    ),
    Mutant(
        "a cell is quoted before it is made safe", "src/zegel/web/parts/exports.py",
        "    safe = f\"'{text}\" if is_risky(text) else text\n", "    safe = f\"'{text}\" if text.startswith(_BEGINS) else text\n",
        "tests/web/test_tables.py::test_no_cell_of_a_csv_is_a_formula_and_numbers_stay_numbers",
    ),
    Mutant(
        "a line of the audit log may be updated", "src/zegel/store/migrations/wording.py",
        "_is_not_updated BEFORE UPDATE ON", "_is_not_updated BEFORE UPDATE OF at ON",
        "tests/contract/test_append_only.py::test_nobody_changes_the_books_not_even_their_owner",
    ),
    Mutant(
        "a database that everybody may open is opened", "src/zegel/store/sqlite_driver.py",
        "st_mode & EVERYBODY:", "st_mode & EVERYBODY == EVERYBODY:",
        "tests/store/test_sqlite_driver.py::test_a_database_that_everybody_may_open_is_refused_with_what_to_do", quick=True,
    ),
)  # fmt: skip
