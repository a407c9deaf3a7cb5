// What a query asks for: its parts as phrases, the names in it, a printed number or an article; as src/search/query.rs.
(() => {
  "use strict";
  const { fold, units: cut, tokens: tokensOf, key: keyOf } = shirube.analysis;
  const LONG = 5;

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
  const isHiragana = ({ text, katakana }) => /^[ぁ-ゖ]$/.test(text) && !katakana; // particles and endings, mostly
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
      // No name goes over a space beside a Japanese character.
      const isOne = (one, next) => next && !(/japanese/.test(one.type + next.type) && /\s/.test(text.slice(one.end, next.start)));
      let to = from + 1;
      while (to < from + index.longest && isOne(units[to - 1], units[to])) to++;
      for (; to > from; to--) {
        const named = index.named(key(from, to));
        if (named.length) return { to, named };
      }
      return null;
    };
    // 指針 5(1)ア: the document may be named beside the number.
    const numbers = [text, ...parts.length < 3 ? split(text) : []].map(segments)
      .filter((number) => number.length > 1 || number.some((one) => one.length > 1 && !/^[0-9]/.test(one)));
    const keys = [...numbers.slice(0, 1).map((number) => `#${number.join("-")}`), ...article(units, longest)];
    return {
      parts, whole, keys, named: index.named(key(0, units.length)),
      pieces: pieces(text, units, longest),
    };
  };

  const pieces = (text, units, longest) => {
    const found = [];
    const piece = (from, to, named = []) => ({ text: text.slice(units[from].start, units[to - 1].end), phrase: phrase(units, from, to), named });
    const between = (from, to) => {
      let start = from;
      const close = (start, end) => {
        if (start < end && !(end === start + 1 && units[start].type === "japanese")) found.push(piece(start, end));
      };
      for (let i = from; i < to; i++) {
        const [before, unit, next] = [units[i - 1], units[i], units[i + 1]];
        const isCut = before && (before.end < unit.start || !joins(unit) || !joins(before));
        const inNumber = isHiragana(unit) && next?.type === "number" && before && (before.text === "条" || before.type === "number");
        const isBranch = unit.type === "number" && before?.text === "の";
        if (i > start && (isCut || (unit.type === "number" && !isBranch))) {
          close(start, i);
          start = i;
        }
        if (isHiragana(unit) && !inNumber) {
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
      found.push(piece(at, name.to, name.named));
      from = at = name.to;
    }
    between(from, units.length);
    return found.length || !units.length ? found : [piece(0, units.length)];
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

  Object.assign(shirube, { split, understand, wantPhrases });
})();
