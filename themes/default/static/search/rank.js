// Which entries a query finds; the same as src/search/rank.rs on the command line, by docs/search.md.
(() => {
  "use strict";
  const { fold, units: cut, stem } = shirube.analysis;
  const { understand, wantPhrases } = shirube;
  const FRAGMENTS = 32, NEAR = 0.6, SOME = 0.4, FEW = 3, MANY = 50, FAVOUR = 1.5, HEADING = 3, K1 = 1.2, B = 0.75, SHORTEST = 4;
  const PROVISIONS = 8; // the first kinds

  // Hits: entries, ascending, with the number of occurrences in heading and body of each.
  const hitsOf = (entries, heading, body) => ({ entries, heading, body });
  const NONE = hitsOf([], [], []);
  const any = (all) => all.filter((hits) => hits.entries.length).reduce((a, b) => {
    if (!a.entries.length) return b;
    const [entries, heading, body] = [[], [], []];
    for (let i = 0, j = 0; i < a.entries.length || j < b.entries.length;) {
      const entry = Math.min(a.entries[i] ?? Infinity, b.entries[j] ?? Infinity);
      const inA = a.entries[i] === entry, inB = b.entries[j] === entry;
      entries.push(entry);
      heading.push(Math.max(inA ? a.heading[i] : 0, inB ? b.heading[j] : 0));
      body.push(Math.max(inA ? a.body[i] : 0, inB ? b.body[j] : 0));
      if (inA) i++;
      if (inB) j++;
    }
    return hitsOf(entries, heading, body);
  }, NONE);
  const zeros = (entries) => new Uint8Array(entries.length);
  const once = (entries) => hitsOf(entries, zeros(entries), zeros(entries).fill(1));

  const union = (lists) => {
    if (lists.length === 1) return lists[0];
    const found = new Map();
    const positioned = lists.every((list) => list.positions);
    for (const { entries, frequencies, positions } of lists) {
      for (let i = 0, from = 0; i < entries.length; from += frequencies[i++]) {
        const one = found.get(entries[i]) ?? { frequency: 0, positions: [] };
        one.frequency += frequencies[i];
        if (positioned) one.positions.push(...positions.subarray(from, from + frequencies[i]));
        found.set(entries[i], one);
      }
    }
    const entries = [...found.keys()].sort((a, b) => a - b);
    return {
      entries,
      frequencies: entries.map((entry) => found.get(entry).frequency),
      positions: positioned ? entries.flatMap((entry) => found.get(entry).positions.sort((a, b) => a - b)) : null,
    };
  };

  // The entries in which terms stand one behind the other, and how often.
  const together = (slots, offsets) => {
    const found = { entries: [], counts: [] };
    if (!slots.length || slots.some((lists) => !lists.length)) return found;
    const lists = slots.map(union);
    const shortest = lists.reduce((a, b) => b.entries.length < a.entries.length ? b : a).entries;
    const at = lists.map(() => 0), from = lists.map(() => 0);
    const positioned = lists.filter((list) => list.positions).length > 1;
    next: for (let k = 0; k < shortest.length; k++) {
      const entry = shortest[k];
      let count = Infinity;
      for (let i = 0; i < lists.length; i++) {
        const { entries, frequencies } = lists[i];
        while (entries[at[i]] < entry) from[i] += frequencies[at[i]++];
        if (entries[at[i]] !== entry) continue next;
        if (frequencies[at[i]] < count) count = frequencies[at[i]];
      }
      if (positioned) count = aligned(lists, at, from, offsets);
      if (count) {
        found.entries.push(entry);
        found.counts.push(count);
      }
    }
    return found;
  };
  const aligned = (lists, at, from, offsets) => {
    let starts = null;
    for (let i = 0; i < lists.length; i++) {
      const { positions, frequencies } = lists[i];
      if (!positions) continue;
      const here = [];
      for (let k = from[i]; k < from[i] + frequencies[at[i]]; k++) {
        const start = positions[k] - offsets[i];
        if (starts ? starts.includes(start) : start >= 0) here.push(start);
      }
      starts = here;
    }
    return starts.length;
  };

  const ln = (value) => {
    let mantissa = value, exponent = 0;
    while (mantissa >= 2) {
      mantissa /= 2;
      exponent += 1;
    }
    while (mantissa > 0 && mantissa < 1) {
      mantissa *= 2;
      exponent -= 1;
    }
    const ratio = (mantissa - 1) / (mantissa + 1);
    const square = ratio * ratio;
    let power = ratio, sum = 0;
    for (let odd = 1; odd < 40; odd += 2) {
      sum += power / odd;
      power *= square;
    }
    return 2 * sum + exponent * Math.LN2;
  };

  // All names of a term or a law mean the same.
  const isConcept = ({ kind }) => kind === "term" || kind === "law";

  // One query being answered.
  class Search {
    constructor(index, wanted, editions) {
      Object.assign(this, { index, wanted, editions, found: [], groups: [0, 0], taken: new Uint8Array(index.count), known: new Map() });
    }

    async run(query, text) {
      const both = [true, true];
      const { parts, pieces, whole } = query;
      await wantPhrases(this.index, pieces.map((piece) => piece.phrase), [...query.keys, ...pieces.flatMap((piece) => this.concepts(piece))]);
      for (const key of query.keys) {
        const [, { entries }] = this.index.postings(key);
        this.take([once(entries)], 0, false, both);
        if (entries.length) break;
      }
      const literal = parts.map((part) => this.literal(part));
      this.whole = whole && new Set(this.literal(whole).entries);
      this.take(literal, 1, false, both);
      const widened = pieces.map((piece) => this.piece(piece));
      const same = widened.length === literal.length && widened.every((hits, i) => hits === literal[i]);
      if (!same) this.take(widened, 2, false, both);
      if (literal.length > 1) this.take(literal, 3, true, both);
      if (widened.length > 1 && !same) this.take(widened, 3, true, both);
      for (const [level, most] of [[4, FRAGMENTS], [5, Infinity]]) {
        const [provisions, others] = this.groups;
        const groups = [provisions < this.wanted, provisions + others < this.wanted];
        if (!groups.includes(true) || !parts.every((part) => part.first !== null || part.last !== null)) continue;
        const slots = [];
        for (const part of parts) slots.push(await this.fragment(part, most));
        await this.index.want(slots.flat(2).filter(Boolean));
        this.take(slots.map((terms) => this.inFields(terms)), level, false, groups);
      }
      const missing = () => [!this.groups[0] && this.groups[1] < MANY, !this.groups[0] && !this.groups[1]];
      if (missing()[0]) {
        const mended = await this.mend(text);
        if (mended !== null) {
          const query = await understand(mended, this.index);
          await wantPhrases(this.index, query.pieces.map((piece) => piece.phrase), query.pieces.flatMap((piece) => this.concepts(piece)));
          const groups = missing();
          this.take(query.parts.map((part) => this.literal(part)), 6, false, groups);
          this.take(query.pieces.map((piece) => this.piece(piece)), 6, true, groups);
        }
      }
      if (missing()[0]) {
        const near = [];
        for (const [i, part] of parts.entries()) near.push(await this.near(part, literal[i], NEAR));
        this.take(near, 7, false, missing());
      }
      this.whole = null;
      const known = widened.filter((hits) => hits.entries.length);
      if (missing()[0] && known.length < pieces.length) {
        this.take(known, 8, true, missing());
      }
      if (missing()[0] && pieces.some((piece) => this.topics(piece).length)) {
        this.take(pieces.map((piece, i) => this.tagged(piece, widened[i])), 9, true, missing());
      }
      if (missing()[0] && this.found.length < FEW) {
        const some = [];
        for (const [i, piece] of pieces.entries()) some.push(await this.near(piece.phrase, widened[i], SOME));
        this.takeAny(some);
      }
      return this.found;
    }


    concepts({ named }) { return named.filter(isConcept).map(({ id }) => `@${id}`); }
    topics({ named }) { return named.filter(({ kind }) => kind === "topic").map(({ number }) => number); }

    literal({ slots }) {
      return this.inFields(slots.map((slot) => slot.implied ? null : slot.term === undefined ? this.index.beginning(slot.unit) : [slot.term]));
    }

    inFields(slots) {
      const key = slots.map((terms) => terms?.join(" ")).join("\n");
      if (!this.known.has(key)) {
        const offsets = Object.keys(slots).filter((i) => slots[i]);
        const lists = offsets.map((i) => slots[i].map((term) => this.index.postings(term)));
        const [heading, body] = [0, 1].map((field) =>
          together(lists.map((terms) => terms.map((both) => both[field]).filter((list) => list.entries.length)), offsets));
        this.known.set(key, any([hitsOf(heading.entries, heading.counts, zeros(heading.entries)), hitsOf(body.entries, zeros(body.entries), body.counts)]));
      }
      return this.known.get(key);
    }

    piece(piece) {
      const concepts = this.concepts(piece).map((term) => {
        const [heading, body] = this.index.postings(term);
        return any([hitsOf(heading.entries, heading.frequencies, zeros(heading.entries)), hitsOf(body.entries, zeros(body.entries), body.frequencies)]);
      });
      return any([this.literal(piece.phrase), ...concepts]);
    }

    // The terms at each place of a part whose first and last word or number may be cut off.
    async fragment(part, most) {
      if (part.first === null && part.last === null) return [];
      const vocabulary = await this.index.words();
      const words = (wanted) => vocabulary.filter(({ word }) => wanted(word))
        .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1)).slice(0, most).map(({ word }) => word);
      const count = part.slots.length;
      const slots = [];
      for (const [i, slot] of part.slots.entries()) {
        if (slot.implied) {
          slots.push(null);
          continue;
        }
        const first = i ? null : part.first;
        const last = i + 1 < count ? null : part.last;
        const text = slot.term ?? slot.unit;
        let found = [];
        if (count === 1 && part.first !== null && part.first === part.last) found = words((word) => word.includes(first));
        else if (first !== null) found = words((word) => word.endsWith(first)).map((word) => word + text.slice(first.length));
        else if (last !== null) found = words((word) => word.startsWith(last)).map((word) => text.slice(0, -last.length) + word);
        const numbers = slot.unit === undefined ? [] : found.filter((word) => /^[0-9]/.test(word));
        await this.index.want([], numbers);
        const terms = slot.term === undefined ? this.index.beginning(slot.unit) : [slot.term];
        for (const word of found) terms.push(...(numbers.includes(word) ? this.index.beginning(word) : [stem(word)]));
        slots.push([...new Set(terms)]);
      }
      return slots;
    }

    // Typing errors: a word that occurs nowhere is taken for one that does and differs by one edit.
    async mend(text) {
      const mended = [];
      const vocabulary = await this.index.words();
      const nearest = (word) => {
        if (word.length < SHORTEST) return undefined;
        return vocabulary.filter((known) => isOneEdit(word, known.word))
          .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1))[0]?.word;
      };
      for (const unit of cut(text).filter((unit) => unit.type === "word")) {
        if (this.index.postings(stem(unit.text)).some((list) => list.entries.length)) continue;
        const word = nearest(unit.text);
        if (word !== undefined) mended.push([unit.start, unit.end, word]);
      }
      const { chars, katakana, start, end } = fold(text);
      for (let i = 0, from = 0; i <= chars.length; i++) {
        if (katakana[i]) continue;
        const run = chars.slice(from, i).join("");
        if (run && !vocabulary.some(({ word }) => word.includes(run))) {
          const word = nearest(run);
          // In katakana it is read as a word and not as particles.
          const shown = word?.replace(/[ぁ-ゖ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60));
          if (word !== undefined) mended.push([start[from], end[i - 1], shown]);
        }
        from = i + 1;
      }
      if (!mended.length) return null;
      mended.sort((a, b) => a[0] - b[0]);
      let out = "", copied = 0;
      for (const [from, to, word] of mended) {
        out += text.slice(copied, from) + word;
        copied = to;
      }
      return out + text.slice(copied);
    }

    async near({ slots }, literal, share) {
      const terms = [...new Set(slots.flatMap((slot) => slot.term ?? []))];
      if (terms.length < 3) return literal;
      await this.index.want(terms);
      const weights = new Float64Array(this.index.count);
      let all = 0;
      for (const term of terms) {
        const { entries } = this.inFields([[term]]);
        const weight = this.idf(Math.max(entries.length, 1));
        all += weight;
        for (const entry of entries) weights[entry] += weight;
      }
      const near = [];
      for (let entry = 0; entry < weights.length; entry++) if (weights[entry] >= share * all) near.push(entry);
      return any([literal, once(near)]);
    }

    tagged(piece, hits) {
      const topics = this.topics(piece);
      const tagged = [];
      for (let entry = 0; entry < this.index.count; entry++) {
        if (this.index.values(4, entry).some((topic) => topics.includes(topic))) tagged.push(entry);
      }
      return any([hits, once(tagged)]);
    }

    // Takes the entries that have all clauses, in context also by the headings above them.
    take(clauses, level, context, groups) {
      if (!clauses.some((clause) => clause.entries.length)) return;
      const { count, parents } = this.index;
      const scores = new Float64Array(count);
      const own = new Uint16Array(count), heading = new Uint16Array(count), met = new Uint16Array(count);
      for (const { entries, heading: headings, body } of clauses) {
        const idf = this.idf(entries.length);
        const inHeading = new Uint8Array(context ? count : 0), isOwn = new Uint8Array(context ? count : 0);
        for (let i = 0; i < entries.length; i++) {
          const entry = entries[i];
          scores[entry] += idf * this.frequency(entry, headings[i], body[i]);
          own[entry]++;
          met[entry]++;
          if (headings[i]) heading[entry]++;
          if (!context) continue;
          inHeading[entry] = headings[i];
          isOwn[entry] = 1;
        }
        if (!context) continue;
        for (let entry = 0; entry < count; entry++) {
          if (!parents[entry] || !inHeading[entry - parents[entry]]) continue;
          if (!isOwn[entry]) met[entry]++;
          inHeading[entry] = 1;
        }
      }
      for (let entry = 0; entry < count; entry++) {
        if (met[entry] !== clauses.length || !own[entry] || !groups[this.group(entry)] || !this.isFree(entry)) continue;
        const scattered = this.whole && !this.whole.has(entry) ? 1 : 0;
        this.put(entry, level, scores[entry], scattered, heading[entry] < clauses.length ? 1 : 0);
      }
    }

    // Takes the entries that have any of several things.
    takeAny(all) {
      const scores = new Float64Array(this.index.count);
      for (const { entries, heading, body } of all) {
        const idf = this.idf(entries.length);
        for (let i = 0; i < entries.length; i++) scores[entries[i]] += idf * this.frequency(entries[i], heading[i], body[i]);
      }
      for (const [entry, score] of scores.entries()) if (score > 0 && this.isFree(entry)) this.put(entry, 10, score, 0, 0);
    }

    group(entry) { return this.index.values(0, entry)[0] < PROVISIONS ? 0 : 1; }
    isFree(entry) { return !this.taken[entry] && (this.editions === "all" || this.index.values(7, entry).length); }

    put(entry, level, score, scattered, below) {
      const group = this.group(entry);
      this.taken[entry] = 1;
      this.groups[group]++;
      const some = level === 10;
      // What was found by its exact name comes first; what has only some pieces, last.
      const rest = level === 0 ? 0 : some ? 2 : 1;
      const prior = some && !group ? FAVOUR : PRIORS[this.index.facets.values[0][this.index.values(0, entry)[0]][0]] ?? 1;
      const order = (((rest * 2 + (some ? 0 : group)) * 16 + level) * 2 + scattered) * 2 + below;
      this.found.push({ entry, level, order, score: score * prior });
    }

    idf(entries) { return ln(1 + (this.index.count - entries + 0.5) / (entries + 0.5)); }

    frequency(entry, heading, body) {
      const occurrences = HEADING * heading + body;
      return occurrences * (K1 + 1) / (occurrences + K1 * (1 - B + B * this.index.lengths[entry] / this.index.average));
    }
  }

  const PRIORS = { topic: 1.5, expert: .75, event: .75, news: .75 };

  const isOneEdit = (one, other) => {
    let same = 0;
    while (same < one.length && one[same] === other[same]) same++;
    const [a, b] = [one.slice(same), other.slice(same)];
    return a === b.slice(1) || b === a.slice(1) || a.slice(1) === b.slice(1)
      || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
  };

  Object.assign(shirube, { Search, isConcept });
})();
