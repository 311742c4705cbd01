// The queue as a file, for a line that does not come back: readable by the company's server alone, written by this till alone
// (access/till_files.py says how). What is in it stays in the queue: brought in twice it is booked once.
import { bytes, joined, verified, written } from "./till-pack.js";

const FORM = "zegel till file 1", MOST = 500, MOST_SIGNS = 6e6;
const text = new TextEncoder(), CURVE = { name: "ECDH", namedCurve: "P-256" };

// What the till was given for it, or null: never on line, of another shop, or changed by somebody.
export async function sealing(kept, here) {
  if (!kept || !here.key || !here.company) return null;
  try {
    const said = text.encode(`zegel till pack 1\0${here.company}\0till file\0${kept.device}\0${kept.key}`);
    return (await verified(bytes(here.key), bytes(kept.signature), said)) ? { ...kept, company: here.company } : null;
  } catch { return null; }
}

// One file, or more where the queue is long.
export async function files(seal, sales, now, ahead) {
  const parts = [[]];
  let size = 0;
  for (const sale of sales) {
    const more = JSON.stringify(sale).length;
    if (parts.at(-1).length === MOST || (parts.at(-1).length && size + more > MOST_SIGNS)) { parts.push([]); size = 0; }
    parts.at(-1).push(sale);
    size += more;
  }
  return Promise.all(parts.map((part) => sealed(seal, JSON.stringify({ written_at: now, ahead, sales: part }))));
}

async function sealed(seal, said) {
  const mine = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const theirs = await crypto.subtle.importKey("raw", bytes(seal.key), CURVE, false, []);
  const agreed = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, mine.privateKey, 256);
  const shown = written(new Uint8Array(await crypto.subtle.exportKey("raw", mine.publicKey)));
  const head = text.encode(JSON.stringify({ form: FORM, company: seal.company, device: seal.device, key: shown }));
  const base = await crypto.subtle.importKey("raw", agreed, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: bytes(seal.secret), info: head };
  const key = await crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const closed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: head }, key, text.encode(said));
  return new Blob([head, "\n", nonce, closed], { type: "application/octet-stream" });
}

export function download(blob, name) {
  const link = document.createElement("a"), address = URL.createObjectURL(blob);
  link.href = address; link.download = name; link.hidden = true;
  document.body.append(link); link.click(); link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
