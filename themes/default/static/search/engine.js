// The search of one language: results, facets, excerpts, names.
(() => {
  "use strict";
  const { units: cut, key: keyOf, stem } = shirube.analysis;
  const { split, understand, Search, isConcept } = shirube;
  const WIDTH = 160;
  const LOOSENED = ["fragment", "fragment", "typo", "near", "some", "topic", "some"]; // from the fifth level

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

  class Engine {
    constructor(index, language) { Object.assign(this, { index, language }); }

    async search(text, { limit = 10, offset = 0, filters = {}, editions } = {}) {
      const query = await understand(text, this.index);
      await this.mark(text, query);
      const wanted = Math.max(10, offset + limit);
      const found = await new Search(this.index, wanted, editions).run(query, text);
      const { names, values } = this.index.facets;
      const chosen = names.map((name, facet) => new Set((filters[name] ?? []).map((id) => values[facet].findIndex(([value]) => value === id))));
      const active = [...names.keys()].filter((facet) => chosen[facet].size);
      const counts = values.map((all) => new Uint32Array(all.length));
      // Counted under a facet is what passes all others.
      const left = found.filter(({ entry }) => {
        const failing = active.filter((facet) => !this.index.values(facet, entry).some((value) => chosen[facet].has(value)));
        if (failing.length < 2) for (const facet of failing.length ? failing : names.keys()) {
          for (const value of this.index.values(facet, entry)) counts[facet][value]++;
        }
        return !failing.length;
      });
      const facets = names.map((name, facet) => ({
        name,
        values: values[facet].map(([value, label], i) => ({ value, label, count: counts[facet][i], selected: chosen[facet].has(i) }))
          .filter(({ count, selected }) => count || selected),
      }));
      const [best] = first(found, 1);
      const page = first(left, offset + limit).slice(offset);
      const records = await this.index.records(page.map(({ entry }) => entry));
      const loosened = LOOSENED[best?.level - 4] ?? null;
      return {
        total: left.length, loosened, facets,
        entries: await this.entries(query.named),
        results: records.map(([id, number, title, path, url, text, lang], i) => ({
          rank: offset + i + 1, id, number, title, path, url, text, lang: lang ?? this.language,
          kind: values[0][this.index.values(0, page[i].entry)[0]][0],
        })),
      };
    }

    async entries(named) {
      const records = await this.index.records(named.map(({ entry }) => entry));
      return records.map(([, number, title, , url], i) => ({ kind: named[i].kind, name: title || number, url }));
    }

    // What is to be marked in results: the parts and pieces of the query, and the synonyms of the names in it, as names of units.
    async mark(text, { pieces }) {
      const concepts = pieces.flatMap(({ named }) => named.filter(isConcept)).map(({ id }) => `@${id}`);
      await this.index.want(concepts);
      const asked = [...split(text), ...pieces.map((piece) => piece.text), ...concepts.flatMap((term) => this.index.postings(term).slice(2))];
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
