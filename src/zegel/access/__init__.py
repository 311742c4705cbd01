"""Who is asking and what they may do: keys and scopes, staff and roles, tills and PINs, members, sessions; how identifiers are written.

In: what a request carries. Out: a `Principal` (kind, company, rights, branches, own card, session), or a refusal with a stable code.
Refuses: keeping a secret that it could show again, trusting a header about whom it concerns, reading a clock, rights nobody gave.

How a web page finds out who asks (`people` is a `People`, made once; the door has it as `door.people`):

    visit = visit_of(headers, writes=method != "GET", token=form.get("csrf", ""))     # access.visits; headers in small letters
    asker = await people.sessions.asker(visit, at)     # a Principal; `asker.kind == "anonymous"` where nobody is signed in
    visit.check(asker)                                 # refuses `forged_request` (CSRF, other sites); nothing to do for a GET
    asker.need("gestures:write", branch)               # refuses `not_allowed`; `asker.may(...)` only asks
    need_step_up(asker, at)                            # access.sessions: a second proof within ten minutes, else `step_up_needed`
    csrf_token(asker.session.csrf)                     # what the page puts into its forms and its X-Zegel-CSRF header
    set_cookie(SESSION, begun.cookie, secure=is_secure(scheme, host), seconds=…)       # after `begin`; None from is_secure: no sign-in

`asker.actor` is what entries and the audit log call them. Everything people.* writes takes a `Done` (access.staff): who, when, why, and
the request. Refusals say themselves in English (`refusal.message`) and Dutch (access.refusals.DUTCH, decide.refusal_sentences).
"""
