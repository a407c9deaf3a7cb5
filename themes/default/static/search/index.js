// The static index of a language, loaded piece by piece; docs/search.md describes its files.
(() => {
  "use strict";

  // A shard is a script that hands its content over, for only scripts can be loaded from a folder (file:).
  const waiting = new Map();
  shirube.shard = (name, content) => waiting.get(name)?.(content);

  const bytes = (base64) => {
    const text = atob(base64);
    const array = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) array[i] = text.charCodeAt(i);
    return array;
  };

  const inflate = async (...parts) => {
    const { readable, writable } = new DecompressionStream("deflate-raw");
    const writer = writable.getWriter();
    for (const part of parts) writer.write(part);
    writer.close();
    const reader = readable.getReader();
    let found = new Uint8Array();
    for (let part; !(part = await reader.read()).done;) {
      const more = new Uint8Array(found.length + part.value.length);
      more.set(found);
      more.set(part.value, found.length);
      found = more;
    }
    return found;
  };

  // What deflate may refer to comes before it, as a stored block (RFC 1951, 3.2.4).
  const stored = (text) => {
    const content = new TextEncoder().encode(text);
    const length = content.length;
    const head = [0, length & 255, length >> 8, ~length & 255, (~length >> 8) & 255];
    return [new Uint8Array(head), content];
  };

  const decoder = new TextDecoder();

  // The last of some starts that is not behind `wanted`.
  const place = (starts, wanted) => {
    let low = 0, high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (wanted < starts[middle]) high = middle; else low = middle + 1;
    }
    return low - 1;
  };

  // Many small numbers, a character each.
  const column = (text) => Uint32Array.from(text, (char) => char.codePointAt(0) - 35);
  const sums = (gaps) => {
    let sum = 0;
    return gaps.map((gap) => (sum += gap));
  };

  const reader = (array, at = 0) => ({
    number() {
      let [number, shift, byte] = [0, 0, 0];
      do {
        byte = array[at++];
        number += (byte & 127) << shift;
        shift += 7;
      } while (byte > 127);
      return number;
    },
    text(length) { return decoder.decode(array.subarray(at, (at += length))); },
    skip(length) { at += length; },
    at: () => at,
    more: () => at < array.length,
  });

  const postings = (from) => {
    const size = from.number();
    const count = size >> 1;
    const entries = new Uint32Array(count);
    const frequencies = new Uint32Array(count);
    let occurrences = 0;
    for (let i = 0, next = 0; i < count; i++) next = (entries[i] = next + from.number()) + 1;
    for (let i = 0; i < count; i++) occurrences += frequencies[i] = from.number() + 1;
    if (!(size & 1)) return { entries, frequencies, positions: null };
    const positions = new Uint32Array(occurrences);
    for (let i = 0, k = 0; i < count; i++) {
      for (let n = frequencies[i], next = 0; n > 0; n--) next = (positions[k++] = next + from.number()) + 1;
    }
    return { entries, frequencies, positions };
  };
  const nothing = { entries: [], frequencies: [], positions: null };

  class Index {
    #base; #language; #version; #files = new Map(); #terms = new Map(); #texts = new Map();

    constructor(language, base, version) {
      this.#base = base;
      this.#language = language;
      this.#version = version;
    }

    #load(name) {
      if (!this.#files.has(name)) this.#files.set(name, new Promise((resolve, reject) => {
        waiting.set(`${this.#language}/${name}`, resolve);
        const script = document.createElement("script");
        script.src = this.#base + name + ".js" + (this.#version ? `?v=${this.#version}` : "");
        script.onload = () => script.remove();
        script.onerror = () => {
          this.#files.delete(name); // to be tried again
          reject(new Error(script.src));
        };
        document.head.append(script);
      }));
      return this.#files.get(name);
    }

    async #text(name) { return decoder.decode(await inflate(bytes(await this.#load(name)))); }

    async open() {
      Object.assign(this, JSON.parse(await this.#text("root")));
      this.filter = bytes(this.beginnings);
      this.facets.columns = this.facets.columns.map(column);
      this.parents = column(this.parents);
      this.texts = sums(column(this.texts));
      this.lengths = column(this.lengths).map((power) => 4 ** power);
      this.count = this.lengths.length;
      this.average = this.lengths.reduce((sum, length) => sum + length, 0) / Math.max(this.count, 1);
      return this;
    }

    // The values of a facet that an entry has.
    values(facet, entry) { return this.facets.sets[facet][this.facets.columns[facet][entry]]; }

    // The words that occur, each with the number of entries in which it does.
    async words() {
      return this.vocabulary ??= (await this.#text("words")).split("\n").slice(0, -1).map((line) => {
        const [word, count] = line.split("\t");
        return { word, count: Number(count) };
      });
    }

    async #shard(number) {
      if (number < 0 || this.#terms.has(number)) return;
      const array = await inflate(bytes(await this.#load(`t${number}`)));
      const terms = new Map();
      const from = reader(array);
      // Terms share their beginnings; what is shared is counted in bytes.
      let term = new Uint8Array();
      while (from.more()) {
        const shared = from.number();
        const length = from.number();
        const next = new Uint8Array(shared + length);
        next.set(term.subarray(0, shared));
        next.set(array.subarray(from.at(), from.at() + length), shared);
        from.skip(length);
        term = next;
        const size = from.number();
        terms.set(decoder.decode(term), array.subarray(from.at(), from.at() + size));
        from.skip(size);
      }
      this.#terms.set(number, terms);
    }

    #place(term) { return place(this.terms, term); }

    // Loads what `postings` is going to be asked for: terms, and all terms that begin with a unit.
    async want(terms, units = []) {
      const numbers = new Set(terms.map((term) => this.#place(term)));
      for (const unit of units) {
        for (let n = Math.max(this.#place(unit), 0); n < this.terms.length; n++) {
          if (this.terms[n] >= unit && !this.terms[n].startsWith(unit)) break;
          numbers.add(n);
        }
      }
      await Promise.all([...numbers].map((number) => this.#shard(number)));
    }

    #content(term) { return this.#terms.get(this.#place(term))?.get(term); }

    // Where a term occurs in headings and in bodies; behind them the names of something named.
    postings(term) {
      const content = this.#content(term);
      if (!(content instanceof Uint8Array)) return content ?? [nothing, nothing];
      const from = reader(content);
      const found = [postings(from), postings(from)];
      while (from.more()) found.push(from.text(from.number()));
      this.#terms.get(this.#place(term)).set(term, found);
      return found;
    }

    // Whether a name may begin with a unit or two: a Bloom filter, which never says no wrongly.
    begins(key) {
      let hash = 0x811c9dc5;
      for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
      const step = (hash >>> 15) | 1;
      for (let probe = 0; probe < 4; probe++) {
        const bit = ((hash + Math.imul(probe, step)) >>> 0) % (this.filter.length * 8);
        if (!(this.filter[bit >> 3] & (1 << (bit & 7)))) return false;
      }
      return true;
    }

    // What has the name with a key.
    named(key) {
      const content = this.#content(`=${key}`);
      const found = [];
      for (const from = content && reader(content); from?.more();) {
        const [id, kind, number, entry] = [0, 0, 0, 0].map(() => from.number());
        found.push({ id, kind: this.facets.values[0][kind][0], number, entry });
      }
      return found;
    }

    // The terms that begin with a unit: itself, or joined with the unit that follows it. 8 does not begin 80時.
    beginning(unit) {
      const digit = /^[0-9]/.test(unit);
      const found = [];
      for (const terms of this.#terms.values()) {
        for (const term of terms.keys()) {
          if (term.startsWith(unit) && !(digit && /^[0-9.]/.test(term.slice(unit.length)))) found.push(term);
        }
      }
      return found;
    }

    // What is shown of entries.
    async records(entries) {
      const shards = [...new Set(entries.map((entry) => place(this.texts, entry)))];
      await Promise.all(shards.map(async (number) => {
        if (this.#texts.has(number)) return;
        const dictionary = stored(this.dictionary);
        const array = await inflate(...dictionary, bytes(await this.#load(`d${number}`)));
        this.#texts.set(number, JSON.parse(decoder.decode(array.subarray(dictionary[1].length))));
      }));
      return entries.map((entry) => {
        const number = place(this.texts, entry);
        return this.#texts.get(number)[entry - this.texts[number]];
      });
    }
  }

  shirube.Index = Index;
})();
