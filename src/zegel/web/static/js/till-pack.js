// What the till took along: who comes here, what articles cost, what a basket earns. Used only when its signature is the house's, and
// not after its time. Codes of members' telephones are verified with the house's public key (access/qr.py says how they are made).
const STEP = 30000, WINDOW = 3, HEAD = 22, SIGNED = 64;
const MARKS = /[-\s._\u2010-\u2014\u2212\u200b\ufeff]/g; // only there for the eye
const text = new TextEncoder();

export function bytes(base64url) {
  const raw = atob(base64url.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(raw, (sign) => sign.charCodeAt(0));
}
export const written = (raw) => btoa(String.fromCharCode(...raw)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
export function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
}
// `total` over `weights` so that the shares sum to it (core/rounding.py, largest_remainder).
function shared(total, weights) {
  const whole = weights.reduce((sum, one) => sum + one, 0), found = weights.map((one) => Math.floor((total * one) / whole));
  const turn = [...weights.keys()].sort((a, b) => ((total * weights[b]) % whole) - ((total * weights[a]) % whole) || a - b);
  for (const n of turn.slice(0, total - found.reduce((sum, one) => sum + one, 0))) found[n] += 1;
  return found;
}
export async function verified(key, signature, said) {
  const made = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", made, signature, said);
}

// The pack, or null: none, of another shop, changed by somebody, too old, or a browser that cannot verify.
export async function opened(kept, here, now) {
  if (!kept || !here.key || !here.company) return null;
  try {
    const said = joined(text.encode(`zegel till pack 1\0${here.company}\0`), text.encode(kept.body));
    if (!(await verified(bytes(here.key), bytes(kept.signature), said))) return null;
    const pack = JSON.parse(kept.body);
    return pack.form === 3 && pack.company === here.company && now < pack.until ? new Pack(pack) : null;
  } catch { return null; }
}

class Pack {
  constructor(pack) {
    Object.assign(this, pack);
    this.marks = new Map();
    for (const one of pack.members) for (const mark of one[6]) this.marks.set(mark, one);
    this.gone = new Set(pack.lost);
    this.words = new Set(pack.codes);
    this.skus = new Map(pack.articles.map((one) => [one[0], one]));
    this.known = new Map(pack.members.map((one) => [one[0], one]));
  }
  async mark(kind, value) {
    const salt = Uint8Array.from(atob(this.salt), (sign) => sign.charCodeAt(0));
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", joined(salt, text.encode(`${kind}:${value}`))));
    return btoa(String.fromCharCode(...hash.slice(0, 12)));
  }
  // Whoever shows this, written down as access/identifiers.py does.
  async whose(shown) {
    const bare = shown.normalize("NFKC").trim().toUpperCase().replace(/[ -]/g, ""), plain = shown.trim().normalize("NFC");
    for (const [kind, value] of [["card", bare], ["qr", plain], ["external", plain]]) {
      const found = this.marks.get(await this.mark(kind, value));
      if (found) return found;
    }
    return null;
  }
  // Whether it was somebody's card, and was lost or replaced.
  async isLost(shown) {
    const bare = shown.normalize("NFKC").trim().toUpperCase().replace(/[ -]/g, "");
    return this.gone.has(await this.mark("card", bare)) || this.gone.has(await this.mark("qr", shown.trim().normalize("NFC")));
  }
  // Whether it is the word of a coupon that everybody may use, written down as core/codes.py does.
  async isCode(shown) {
    const bare = shown.normalize("NFKC").replace(MARKS, "").toUpperCase().replace(/0/g, "O").replace(/[1I]/g, "L");
    return this.words.has(await this.mark("code", bare)) || this.words.has(await this.mark("code as printed", shown.trim()));
  }
  // By the beginning of a first name, with the last digits of the card where they are typed too.
  named(words) {
    const [name, tail] = [words.filter((word) => !/^\d+$/.test(word)).join(" ").toLowerCase(), words.find((word) => /^\d+$/.test(word)) ?? ""];
    return this.members.filter((one) => one[1] && one[1].toLowerCase().startsWith(name) && one[4].endsWith(tail)).slice(0, 6);
  }
  article(sku, language) {
    const found = this.skus.get(sku.trim());
    if (!found) return null;
    const item = { net_minor: found[3], text: found[language === "en" ? 2 : 1], sku: found[0] };
    for (const [name, value] of [["category", found[4]], ["brand", found[5]], ["legal_class", found[6]], ["vat_bp", found[7]]]) if (value) item[name] = value;
    if (found[8].length) item.tags = found[8];
    return item;
  }
  setsOf(item) { return item.sku ? this.skus.get(item.sku)?.[9] ?? [] : this.bare; }
  // What comes off by itself: {left per line, [[rule, minor, why]]}. Only what comes to the same in the books (decide/offline_discounts.py).
  cut(items, one, language) {
    const left = items.map((item) => item.net_minor), off = [];
    const may = items.map((item) => (item.sku ? this.skus.get(item.sku)?.[10] ?? [] : this.bare_off));
    const has = (n) => this.discounts[n][2] || one?.[7].includes(n);
    for (const [n, [id, bp, , nl, en, instead]] of this.discounts.entries()) {
      if (!has(n) || instead.some(has)) continue;
      let minor = 0;
      for (const [i, net] of left.entries()) if (net > 0 && may[i].includes(n)) {
        const share = Math.floor((2 * net * bp + 10000) / 20000);
        left[i] -= share; minor += share;
      }
      if (minor) off.push([id, minor, this.filled(language === "en" ? en : nl, one, language)]);
    }
    return { left, off };
  }
  // What reward `n` takes off each line that costs `left`, and how many pieces of it are free; null where it does not go with them.
  reward(n, items, left, freed) {
    const [, , , , , , free, most, off, which] = this.rewards[n], none = left.map(() => 0);
    const may = items.map((item) => (item.sku ? this.skus.get(item.sku)?.[11] ?? [] : this.bare_free));
    if (may.some((one) => one.includes(-1 - n))) return null;
    const costs = left.map((net, i) => (net > 0 && may[i].includes(n) ? net : 0));
    if (off) return costs.reduce((sum, net) => sum + net, 0) >= off ? { shares: shared(off, costs), free: none } : null;
    const units = [], shares = [...none], given = [...none];
    for (const [i, net] of costs.entries()) {
      const pieces = Math.floor((items[i].quantity ?? 1000) / 1000) - freed[i];
      if (pieces > 0 && net >= pieces) for (let k = 0; k < Math.min(pieces, free); k++) units.push([Math.floor(net / pieces), i]);
    }
    if (units.length < free) return null;
    units.sort((a, b) => (which === "first" ? 0 : which === "dearest" ? b[0] - a[0] : a[0] - b[0]) || a[1] - b[1]);
    for (const [, i] of units.slice(0, free)) {
      const pieces = Math.floor((items[i].quantity ?? 1000) / 1000) - freed[i] - given[i];
      const minor = Math.floor((2 * (left[i] - shares[i]) + pieces) / (2 * pieces));
      shares[i] += most ? Math.min(minor, most) : minor;
      given[i] += 1;
    }
    return { shares, free: given };
  }
  filled(why, one, language) {
    const known = { years: one?.[8] > 0 && one[8], months: one?.[9] > 0 && one[9], tier: one && this.tiers[one[2]]?.[language === "en" ? 1 : 0] };
    const said = why.replace(/\{(\w+)\}/g, (_, name) => known[name] || "\0");
    return said.includes("\0") ? "" : said;
  }
  // What the plain rules give for lines that cost `left`, with pieces that are free, of which points pay `off`: whole steps, the
  // remainder gives nothing.
  earns(items, left, freed, off) {
    const found = new Map();
    for (const [unit, count, per, minor, set] of this.rules) {
      const mine = items.filter((item, n) => this.setsOf(item).includes(set) && left[n] > 0);
      const spent = items.reduce((sum, item, n) => sum + (mine.includes(item) ? left[n] : 0), 0), pieces = items.reduce((sum, item, n) => sum + (mine.includes(item) ? Math.floor((item.quantity ?? 1000) / 1000) - freed[n] : 0), 0);
      const times = per === "spend" ? Math.floor(Math.max(spent - off, 0) / minor) : per === "item" ? pieces : Number(mine.length > 0);
      if (times) found.set(unit, (found.get(unit) ?? 0) + times * count);
    }
    return [...found].filter(([unit]) => ["points", "stamps"].includes(this.units[unit]?.[1]));
  }
  counted(unit, n, language, number) {
    const names = this.units[unit][0], [one, many] = language === "en" ? names.slice(2) : names.slice(0, 2);
    return `${number.format(n)}\u00a0${n === 1 ? one : many}`;
  }
  worthOf(unit, n) { const [above, below] = this.worth[unit]; return Math.floor((n * above) / below); }

  // Whose code it is: {purse, step}, "bad" or "old".
  async code(shown, now) {
    try {
      const raw = bytes(shown.slice(4)), form = raw[0];
      const wanted = { 1: HEAD + SIGNED, 3: HEAD + SIGNED, 2: HEAD + 101 + SIGNED }[form];
      if (wanted !== raw.length || written(raw) !== shown.slice(4)) return "bad";
      const number = (from) => raw.slice(from, from + 5).reduce((sum, byte) => sum * 256 + byte, 0);
      const about = (said) => joined(text.encode(`zegel qr 1\0${this.company}\0`), said);
      const step = number(17), purse = raw.slice(1, 17);
      let key = bytes(this.qr);
      if (form === 2) {
        const certificate = raw.slice(HEAD, HEAD + 101);
        if (!(await verified(key, certificate.slice(37), about(joined(Uint8Array.of(2), purse, certificate.slice(0, 37)))))) return "bad";
        if (step > number(HEAD + 32)) return "old";
        key = certificate.slice(0, 32);
      }
      if (!(await verified(key, raw.slice(-SIGNED), about(raw.slice(0, -SIGNED))))) return "bad";
      if (Math.abs(step - Math.floor(now / STEP)) > WINDOW) return "old";
      const hex = Array.from(purse, (byte) => byte.toString(16).padStart(2, "0")).join("");
      return { step, purse: [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-") };
    } catch { return "bad"; }
  }
}
