"""The pages: Kassa (`till/`), Pas (`card/`) and Kantoor (`office/`), made on the server, over what they share (`parts/`).

In: addresses and forms of people at a browser. Out: whole pages, or the piece of one that changed, in Dutch or English.
Refuses: a form that another site sent, whoever may not, and to decide anything: a form becomes a command in `hall`, the desk answers.

How to add a page
-----------------
1. A route: one line in your face's table (`till/table.py`; `web/table.py` joins the tables): method, address, face, right, handler.
   `right` is a scope that the visitor must have; `OWN` is any member's (for their own card), `OPEN` needs nobody. A route that is not in
   a table does not exist.
2. A handler, `async def show(door, asked) -> Answer`: `asked` has the visitor, the fields and the address' parts, `door` the desk, the
   queries and the shelves. It gives `Page("<face>/<name>.html", {...})`, `Piece(...)` for what htmx swaps in, `Sent("/address")` after a
   write, or `Bytes` for a file. What needs the program or the desk begins with `call = await door.call(asked, key)`, the same `Call` that
   the API has: `hall.calls.header_of`, `hall.translate.*`, `hall.members.*`, `hall.answers.receipt_json` all take it. Then
   `await door.ask(command)` or `await door.submit(asked, command)`; a refusal that you do not catch becomes the error page with its code.
3. A template in `<face>/templates/`, that begins with `{% extends "parts/page.html" %}`. Every text comes from the face's `words.py`:
   `say("key", name=value)`; what is in both languages already by `words(said)`. A test refuses letters in templates, and words that nobody
   says. Money, counts and days: hand `"figures": door.figures(asked, call)` to the page, then `figures.money(minor)`, `figures.number(n)`,
   `figures.counted(n, unit.names)`, `figures.day(iso)`. Pictures: `icon("gift")`. Files: `static("css/till.css")`.
4. A form has `{{ form_token() }}` inside `<form method="post">`; htmx sends the token by itself (`parts/page.html` gives it a header).
   No inline script or style: the policy refuses them, also `style="..."`. Write a class, or a module in `static/js/`.
5. `static/css/<face>.css` is the face's sheet; `tokens.css` and `base.css` are everybody's. A face that is new has a row in `WORDS`,
   `HOMES` and `SIGN_INS` of `web/table.py`, and its sign-in page there is `OPEN`.
6. Tests: `tests/pages.py` is a browser without a screen (cookies, forms); `tests/web/conftest.py` has the house behind pages.
"""
