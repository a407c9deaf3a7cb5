// Which entries a query finds, and in which order: the same as src/search/ on the command line, by docs/search.md.
(() => {
  "use strict";
  const { fold, units: cut, tokens: tokensOf, key: keyOf, stem } = shirube.analysis;
  const FRAGMENTS = 32, NEAR = 0.6, SOME = 0.4, LONG = 5, FEW = 3, MANY = 50, FAVOUR = 1.5, HEADING = 3, K1 = 1.2, B = 0.75, SHORTEST = 4, WIDTH = 160;
  const LOOSENED = ["fragment", "fragment", "typo", "near", "some", "topic", "some"]; // from the fifth level
  const PROVISIONS = 8; // the first kinds

  // Numbers as they are printed: 5(1)ア(オ), III-3-①.
  const segments = (number) => {
    let text = "";
    for (const one of number) {
      const folded = fold(one).chars.join("");
      // What is one character in print (①, Ⅲ, ⑴) is one segment; full-width letters and figures are not.
      text += one > "\x7f" && !(one >= "！" && one <= "～") && /^\(?[0-9a-z]+\)?$/.test(folded) ? ` ${folded} ` : folded;
    }
    text = text.replace(/(?<=[^(])の/g, " ");
    const found = text.match(/[0-9]+|[a-z]+|[ぁ-ゖ]/g) ?? [];
    return /^[0-9a-zぁ-ゖー.・ /()]*$/.test(text) && found.every((one) => /^([0-9]+|[ivx]+|.)$/.test(one)) ? found : [];
  };

  // Query: parts, pieces, exact names.
  const joins = (unit) => unit.type !== "word";
  const isJoined = (units, i) => units[i + 1]?.follows && joins(units[i]) && joins(units[i + 1]);
  const phrase = (units, from, to) => {
    const tokens = tokensOf(units);
    const slots = [];
    for (let i = from; i < to; i++) {
      if (i + 1 < to || !joins(units[i])) slots.push({ term: tokens[i] });
      else if (i === from || !isJoined(units, i - 1)) slots.push({ unit: units[i].text });
    }
    // Of a long run of Japanese every other pair of characters says it all.
    for (let at = from; at < to; at++) {
      const start = at;
      while (at + 1 < to && isJoined(units, at)) at++;
      if (at - start >= LONG) for (let i = start + 1; i < at - 1; i += 2) slots[i - from].implied = true;
    }
    const edge = (unit) => unit && unit.type !== "japanese" ? unit.text : null;
    return { slots, first: from < to ? edge(units[from]) : null, last: from < to ? edge(units[to - 1]) : null };
  };

  // What stands in quotation marks, and otherwise between spaces.
  const split = (text) => text.match(/["“”„「」『』＂][^"“”„「」『』＂]*["“”„「」『』＂]?|[^\s"“”„「」『』＂]+/g) ?? [];

  const wantPhrases = (index, phrases, terms = []) => {
    const slots = phrases.flatMap((phrase) => phrase.slots);
    return index.want([...terms, ...slots.flatMap((slot) => slot.implied ? [] : slot.term ?? [])], slots.flatMap((slot) => slot.unit ?? []));
  };

  const understand = async (text, index) => {
    const parts = split(text).map((part) => cut(part)).map((units) => phrase(units, 0, units.length)).filter((part) => part.slots.length);
    const units = cut(text);
    const whole = parts.length > 1 ? phrase(units, 0, units.length) : null;
    const folded = fold(text);
    // Which units were written in hiragana: particles and endings, mostly.
    const katakana = new Set(folded.start.filter((_, i) => folded.katakana[i]));
    for (const unit of units) unit.hiragana = /^[ぁ-ゖ]$/.test(unit.text) && !katakana.has(unit.start);
    // Names are loaded only where one may begin.
    const key = (from, to) => keyOf(units.slice(from, to));
    const names = [];
    for (let from = 0; from < units.length; from++) {
      // Of a name of one or two units all is known, of a longer one how it begins.
      for (let to = from + 1; to <= Math.min(units.length, from + index.longest); to++) {
        if (to < from + 4 && !index.begins(key(from, to))) {
          if (to === from + 3) break;
        } else names.push(`=${key(from, to)}`);
      }
    }
    // What is asked for literally is loaded at the same time.
    const phrases = whole ? [...parts, whole] : parts;
    await Promise.all([index.want(names), wantPhrases(index, phrases)]);
    const longest = (from) => {
      for (let to = Math.min(units.length, from + index.longest); to > from; to--) {
        const named = index.named(key(from, to));
        if (named.length) return { to, named };
      }
      return null;
    };
    const number = segments(text);
    const keys = number.length > 1 || number.some((one) => one.length > 1 && !/^[0-9]/.test(one)) ? [`#${number.join("-")}`] : [];
    keys.push(...article(units, longest));
    return {
      parts, whole, keys, named: index.named(key(0, units.length)),
      pieces: pieces(units, longest),
    };
  };

  const pieces = (units, longest) => {
    const found = [];
    const between = (from, to) => {
      let start = from;
      const close = (start, end) => {
        if (start < end && !(end === start + 1 && units[start].type === "japanese")) found.push({ phrase: phrase(units, start, end), named: [] });
      };
      for (let i = from; i < to; i++) {
        const [before, unit, next] = [units[i - 1], units[i], units[i + 1]];
        const isCut = before && (before.end < unit.start || !joins(unit) || !joins(before));
        const inNumber = unit.hiragana && next?.type === "number" && before && (before.text === "条" || before.type === "number");
        const isBranch = unit.type === "number" && before?.text === "の";
        if (i > start && (isCut || (unit.type === "number" && !isBranch))) {
          close(start, i);
          start = i;
        }
        if (unit.hiragana && !inNumber) {
          close(start, i);
          start = i + 1;
        }
      }
      close(start, to);
    };
    let from = 0;
    for (let at = 0; at < units.length;) {
      const name = longest(at);
      if (!name) {
        at++;
        continue;
      }
      between(from, at);
      found.push({ phrase: phrase(units, at, name.to), named: name.named });
      from = at = name.to;
    }
    between(from, units.length);
    return found.length || !units.length ? found : [{ phrase: phrase(units, 0, units.length), named: [] }];
  };

  // 安衛法66条の8, ISHA Article 66-8, Article 66-8 of the ISH Act.
  const article = (units, longest) => {
    const text = (i) => units[i]?.text ?? "";
    const figure = (i) => units[i]?.type === "number" ? units[i].text : null;
    const lawAt = (from) => {
      const name = longest(from);
      const law = name?.named.find(({ kind }) => kind === "law");
      return law ? { law: law.number, at: name.to } : null;
    };
    const skip = (at, words) => {
      while (words.includes(text(at))) at++;
      return at;
    };
    const number = (at) => {
      at = skip(at, ["第", "article", "articles", "art", "section", "s"]);
      let number = figure(at);
      if (number === null) return null;
      at = skip(at + 1, ["条"]);
      for (let next = skip(at, ["の"]); figure(next) !== null; next = skip(at, ["の"])) {
        number += `-${figure(next)}`;
        at = next + 1;
      }
      const next = skip(at, ["第", "paragraph", "para"]);
      const paragraph = next > at ? figure(next) : null;
      return { number, paragraph, at: paragraph === null ? at : skip(next + 1, ["項"]) };
    };
    let law = lawAt(0);
    const found = number(law ? law.at : 0);
    if (found && !law) law = lawAt(skip(found.at, ["of", "the"]));
    if (!found || !law) return [];
    const key = `§${law.law}:${found.number}`;
    return found.paragraph === null ? [key] : [`${key}:${found.paragraph}`, key];
  };

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
        const letters = [...word];
        if (letters.length < SHORTEST) return undefined;
        return vocabulary.filter((known) => isOneEdit(letters, [...known.word]))
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
        if (this.values(entry)[4].some((topic) => topics.includes(topic))) tagged.push(entry);
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

    values(entry) { return this.index.facets.combinations[this.index.facets.entries[entry]]; }
    group(entry) { return this.values(entry)[0][0] < PROVISIONS ? 0 : 1; }
    isFree(entry) { return !this.taken[entry] && (this.editions === "all" || this.values(entry)[7].length); }

    put(entry, level, score, scattered, below) {
      const group = this.group(entry);
      this.taken[entry] = 1;
      this.groups[group]++;
      const some = level === 10;
      // What was found by its exact name comes first; what has only some pieces, last.
      const rest = level === 0 ? 0 : some ? 2 : 1;
      const prior = some && !group ? FAVOUR : PRIORS[this.index.facets.values[0][this.values(entry)[0][0]][0]] ?? 1;
      const order = (((rest * 2 + (some ? 0 : group)) * 16 + level) * 2 + scattered) * 2 + below;
      this.found.push({ entry, level, order, score: score * prior });
    }

    idf(entries) { return ln(1 + (this.index.count - entries + 0.5) / (entries + 0.5)); }

    frequency(entry, heading, body) {
      const occurrences = HEADING * heading + body;
      return occurrences * (K1 + 1) / (occurrences + K1 * (1 - B + B * this.index.lengths[entry] / this.index.average));
    }
  }
  const compare = (a, b) => a.order - b.order || b.score - a.score || a.entry - b.entry;
  // The first of many, in order.
  const first = (found, count) => {
    if (found.length <= count * 2) return found.sort(compare).slice(0, count);
    const best = found.slice(0, count).sort(compare);
    for (let i = count; i < found.length; i++) {
      if (compare(found[i], best[count - 1]) > 0) continue;
      let at = count - 1;
      while (at > 0 && compare(found[i], best[at - 1]) < 0) best[at] = best[--at];
      best[at] = found[i];
    }
    return best;
  };

  const PRIORS = { topic: 1.5, expert: 0.75, event: 0.75, news: 0.75 };

  const isOneEdit = (one, other) => {
    let same = 0;
    while (same < one.length && one[same] === other[same]) same++;
    const [a, b] = [one.slice(same), other.slice(same)];
    const equal = (x, y) => x.join("\0") === y.join("\0");
    if (a.length + 1 === b.length) return equal(a, b.slice(1));
    if (a.length === b.length + 1) return equal(b, a.slice(1));
    if (a.length !== b.length || !a.length) return false;
    return equal(a.slice(1), b.slice(1)) || (a[0] === b[1] && a[1] === b[0] && equal(a.slice(2), b.slice(2)));
  };

  class Engine {
    constructor(index, language) { Object.assign(this, { index, language }); }

    async search(text, { limit = 10, offset = 0, filters = {}, editions } = {}) {
      const query = await understand(text, this.index);
      await this.mark(text, query);
      const wanted = Math.max(10, offset + limit);
      const found = await new Search(this.index, wanted, editions).run(query, text);
      const { names, values, combinations, entries } = this.index.facets;
      const ids = (facet, combination) => combinations[combination][facet].map((value) => values[facet][value][0]);
      const chosen = names.map((name) => filters[name] ?? []);
      const passes = (combination, except) => chosen.every((wanted, facet) => facet === except || !wanted.length
        || ids(facet, combination).some((id) => wanted.includes(id)));
      // Many entries share a combination of values.
      const counts = new Map();
      for (const { entry } of found) counts.set(entries[entry], (counts.get(entries[entry]) ?? 0) + 1);
      const facets = names.map((name, facet) => {
        const sums = new Map();
        for (const [combination, count] of counts) {
          if (passes(combination, facet)) for (const id of ids(facet, combination)) sums.set(id, (sums.get(id) ?? 0) + count);
        }
        const shown = values[facet].filter(([id]) => sums.has(id) || chosen[facet].includes(id)).map(([value, label]) =>
          ({ value, label, count: sums.get(value) ?? 0, selected: chosen[facet].includes(value) }));
        return { name, values: shown };
      });
      const passing = new Set([...counts.keys()].filter((combination) => passes(combination)));
      const left = found.filter(({ entry }) => passing.has(entries[entry]));
      const [best] = first(found, 1);
      const page = first(left, offset + limit).slice(offset);
      const records = await this.index.records(page.map(({ entry }) => entry));
      const loosened = LOOSENED[best?.level - 4] ?? null;
      return {
        total: left.length, loosened, facets,
        entries: await this.entries(query.named),
        results: records.map(([id, number, title, path, url, text, lang], i) => ({
          rank: offset + i + 1, id, number, title, path, url, text, lang: lang ?? this.language,
          kind: ids(0, entries[page[i].entry])[0],
        })),
      };
    }

    async entries(named) {
      const records = await this.index.records(named.map(({ entry }) => entry));
      return records.map(([, number, title, , url], i) => ({ kind: named[i].kind, name: title || number, url }));
    }

    // What is to be marked in results: the parts of the query and the synonyms of the names in it, as names of units.
    async mark(text, { pieces }) {
      const concepts = pieces.flatMap(({ named }) => named.filter(isConcept)).map(({ id }) => `@${id}`);
      await this.index.want(concepts);
      const asked = [...split(text), ...concepts.flatMap((term) => this.index.postings(term).slice(2))];
      this.needles = asked.filter((one) => [...one].length > 1).map((one) => cut(one).map(name)).filter((needle) => needle.length);
    }

    // Where a text has that, as [start, end] of its characters.
    places(text) {
      const units = cut(text);
      const names = units.map(name);
      const places = [];
      for (let at = 0; at < names.length; at++) {
        const length = Math.max(0, ...this.needles.filter((needle) => needle.every((one, i) => names[at + i] === one)).map((needle) => needle.length));
        if (!length) continue;
        const [from, to] = [units[at].start, units[at + length - 1].end];
        const last = places[places.length - 1];
        if (last && last[1] >= from) last[1] = Math.max(last[1], to);
        else places.push([from, to]);
      }
      return places;
    }

    // A text in pieces, each with whether the last query asked for it.
    marks(text, places = this.places(text), from = 0, to = text.length) {
      const pieces = [];
      let copied = from;
      for (const [start, end] of places) {
        if (end <= from || start >= to) continue;
        if (start > copied) pieces.push([text.slice(copied, start)]);
        copied = Math.min(end, to);
        pieces.push([text.slice(Math.max(start, from), copied), true]);
      }
      if (copied < to) pieces.push([text.slice(copied, to)]);
      return pieces;
    }

    // The passage that says most of what was asked for; Japanese characters count twice.
    excerpt(text) {
      text = text.replaceAll("\n", " ");
      const places = this.places(text);
      const within = ([from]) => places.filter(([start, end]) => start >= from && end <= from + WIDTH / 2).length;
      const [first] = places.reduce((best, one) => within(one) > within(best) ? one : best, places[0] ?? [0]);
      // From the beginning of the sentence, if that is near.
      const near = Math.max(0, first - 24);
      let from = near && near + text.slice(near, first).search(/[^。.、]*$/);
      let to = from;
      let room = WIDTH;
      for (const char of text.slice(from)) {
        if ((room -= char > "\x7f" ? 2 : 1) < 0) break;
        to += char.length;
      }
      for (; to === text.length && from > 0 && room > 1; room -= 2) from--;
      const pieces = this.marks(text, places, from, to);
      if (from > 0) pieces.unshift(["…"]);
      if (to < text.length) pieces.push(["…"]);
      return pieces;
    }

    // What has a name that begins like any part of the query, for a page without results.
    async nearest(query, limit) {
      const units = cut(query);
      const found = new Map();
      for (let i = 0; i < units.length && found.size < limit; i++) {
        for (const named of await this.names(keyOf(units.slice(i, i + 2)).slice(0, 4))) found.set(named.entry, named);
      }
      return this.entries([...found.values()].slice(0, limit));
    }

    // What has a name whose key begins so.
    async names(beginning) {
      await this.index.want([], [`=${beginning}`]);
      return this.index.beginning(`=${beginning}`).flatMap((term) => {
        const key = term.slice(1);
        return this.index.named(key).map((named) => ({ ...named, key }));
      });
    }
  }

  const name = (unit) => unit.type === "word" ? stem(unit.text) : unit.text;

  // The search of one language; loads what every query needs.
  shirube.open = async (language, base, version) => new Engine(await new shirube.Index(language, base, version).open(), language);
})();
