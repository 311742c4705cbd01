// Passkeys: a form that has one made or used asks the house for a question, has the browser sign it, and is sent with the answer.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const named = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

async function made(options) {
  const user = { ...options.user, id: bytes(options.user.id) };
  const wanted = { ...options, challenge: bytes(options.challenge), user, excludeCredentials: named(options.excludeCredentials) };
  return navigator.credentials.create({ publicKey: wanted });
}

async function used(options) {
  const wanted = { ...options, challenge: bytes(options.challenge), allowCredentials: named(options.allowCredentials) };
  return navigator.credentials.get({ publicKey: wanted });
}

function answer(found) {
  const response = { clientDataJSON: text(found.response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"])
    if (found.response[part]) response[part] = text(found.response[part]);
  if (found.response.getTransports) response.transports = found.response.getTransports();
  return { id: found.id, rawId: text(found.rawId), type: found.type, response, clientExtensionResults: {} };
}

async function signed(form) {
  const fields = new URLSearchParams(new FormData(form));
  const asked = await fetch(form.dataset.ask, { method: "POST", body: fields, redirect: "error" });
  if (asked.status === 422 && form.dataset.proof) return window.location.assign(form.dataset.proof);
  if (!asked.ok) throw new Error(`${asked.status}`);
  const question = await asked.json();
  const found = await (form.dataset.passkey === "create" ? made(question.options) : used(question.options));
  const before = form.dataset.signed ?? "";
  form.elements[`${before}challenge`].value = question.id;
  form.elements[`${before}answer`].value = JSON.stringify(answer(found));
  form.submit();
}

if ("PublicKeyCredential" in window) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.querySelector("[autofocus]")?.focus();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      signed(form).catch(() => {
        const told = document.querySelector("[data-key-trouble]");
        if (told) told.hidden = false;
      });
    });
  }
  for (const told of document.querySelectorAll("[data-no-keys]")) told.hidden = true;
}
