// How a text is cut into terms; the same as src/text/analysis/, by docs/text-analysis.md.
(() => {
  "use strict";

  // Fold: what becomes of single characters, after NFKC and lower case.
  const table = new Map();
  const small = "ぁぃぅぇぉっゃゅょゎゕゖ", large = "あいうえおつやゆよわかか";
  for (const [i, kana] of [...small].entries()) table.set(kana, large[i]);
  for (let code = 0x30a1; code <= 0x30fe; code++) {
    if (code > 0x30f6 && code < 0x30fd) continue; // ヷ to ー have no hiragana
    const kana = String.fromCharCode(code - 0x60);
    table.set(String.fromCharCode(code), table.get(kana) ?? kana);
  }
  for (const dash of "\u2015\u2014\u2013\u2010\u2011\u2212\u2500-") table.set(dash, "ー");
  for (const apostrophe of "\u2019\u02bc\uff07") table.set(apostrophe, "'");
  for (let code = 65; code < 91; code++) table.set(String.fromCharCode(code), String.fromCharCode(code + 32));

  // Most characters: they combine with none before them, and NFKC leaves them alone.
  const plain = (code) => code < 0x80 || (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3041 && code <= 0x3096)
    || (code >= 0x30a1 && code <= 0x30fe) || (code >= 0x3001 && code <= 0x3029);
  const dropped = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\p{M}\uff9e\uff9f]/u;
  const cluster = /[^][\p{M}\uff9e\uff9f]*/uy;

  const fold = (text) => {
    const folded = { chars: [], start: [], end: [], katakana: [] };
    const add = (char, start, end) => {
      folded.chars.push(table.get(char) ?? char);
      folded.start.push(start);
      folded.end.push(end);
      folded.katakana.push((char >= "ァ" && char <= "ヺ") || char === "ー");
    };
    for (let start = 0, end; start < text.length; start = end) {
      end = start + 1;
      if (plain(text.charCodeAt(start)) && (end === text.length || plain(text.charCodeAt(end)))) {
        add(text[start], start, end);
        continue;
      }
      cluster.lastIndex = start;
      const [source] = cluster.exec(text);
      end = start + source.length;
      for (const char of source.normalize("NFKC")) {
        for (const lower of char.toLowerCase()) if (!dropped.test(lower)) add(lower, start, end);
      }
    }
    return folded;
  };

  // Units: Japanese characters (1), numbers (2), words.
  const japanese = "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30f7-\u30fa\u30ff"
    + "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}";
  const letter = `[^\\P{Alphabetic}ー${japanese}]`;
  const unit = new RegExp(`([ー${japanese}])|([0-9]+(?:(?:\\.|,(?=[0-9]{3}(?![0-9])))[0-9]+)*)`
    + `|${letter}(?: ${letter}(?!${letter}))+|${letter}+`, "gu");

  const group = ({ chars, start, end, katakana }) => {
    const found = [];
    const at = []; // the character at every offset of the folded text
    for (const [i, char] of chars.entries()) for (let n = char.length; n > 0; n--) at.push(i);
    let before = ""; // the Japanese character directly before
    let stop = -1;
    for (const match of chars.join("").matchAll(unit)) {
      const follows = match.index === stop;
      if (match[1] === "ー" && !(follows && /[ぁ-ゖー]/.test(before))) continue;
      stop = match.index + match[0].length;
      before = match[1] ?? "";
      found.push({
        text: match[0].replace(/[, ]/g, ""),
        type: match[1] ? "japanese" : match[2] ? "number" : "word",
        start: start[at[match.index]],
        end: end[at[stop - 1]],
        katakana: katakana[at[match.index]],
        follows,
      });
    }
    return found;
  };
  const units = (text) => group(fold(text));

  // Tokens, one for each unit.
  const single = ({ type, text }) => type === "word" ? stem(text) : text;
  const tokens = (units) => units.map((unit, i) => {
    const next = units[i + 1];
    const joined = next?.follows && unit.type !== "word" && next.type !== "word";
    return joined ? unit.text + next.text : single(unit);
  });

  // Equal for texts that are the same name.
  const key = (units) => units.map((unit, i) => {
    const apart = i > 0 && unit.type !== "japanese" && units[i - 1].type !== "japanese";
    return (apart ? " " : "") + single(unit);
  }).join("");

  // M. F. Porter, An algorithm for suffix stripping, 1980. A letter is a vowel (v) or a consonant (c); y is a vowel after
  // a consonant. The measure of a stem is how often a vowel is followed by a consonant.
  const shape = (word) => {
    let kinds = "";
    for (const letter of word) kinds += /[aeiou]/.test(letter) || (letter === "y" && kinds.endsWith("c")) ? "v" : "c";
    return kinds;
  };
  const measure = (word) => shape(word).split("vc").length - 1;
  const short = (word) => /[^wxy]$/.test(word) && shape(word).endsWith("cvc");

  const step = (least, rules) => {
    const endings = new Map(rules.split(" ").map((rule) => rule.split(":")));
    const pattern = new RegExp(`^(.*?)(${[...endings.keys()].join("|")})$`); // the longest ending
    return (word) => {
      const [, rest, ending] = pattern.exec(word) ?? [];
      return ending && measure(rest) >= least ? rest + (endings.get(ending) ?? "") : word;
    };
  };
  const steps = [
    step(1, "ational:ate tional:tion enci:ence anci:ance izer:ize abli:able alli:al entli:ent eli:e ousli:ous ization:ize"
      + " ation:ate ator:ate alism:al iveness:ive fulness:ful ousness:ous aliti:al iviti:ive biliti:ble"),
    step(1, "icate:ic ative alize:al iciti:ic ical:ic ful ness"),
    step(2, "al ance ence er ic able ible ant ement ment ent (?<=[st])ion ou ism ate iti ous ive ize"),
  ];

  const stem = (word) => {
    if (!/^[a-z]{3,}$/.test(word)) return word; // not English, or too short to have an ending
    word = word.replace(/(ss|i)es$|(?<!s)s$/, "$1");
    const rest = word.replace(/(ed|ing)$/, "");
    if (word.endsWith("eed")) {
      if (measure(word.slice(0, -3))) word = word.slice(0, -1);
    } else if (rest !== word && shape(rest).includes("v")) {
      word = rest;
      if (/(at|bl|iz)$/.test(word) || (measure(word) === 1 && short(word))) word += "e";
      else if (/([bdfgmnprt])\1$/.test(word)) word = word.slice(0, -1);
    }
    if (word.endsWith("y") && shape(word.slice(0, -1)).includes("v")) word = word.slice(0, -1) + "i";
    for (const step of steps) word = step(word);
    const bare = word.slice(0, -1);
    if (word.endsWith("e") && (measure(bare) > 1 || (measure(bare) === 1 && !short(bare)))) word = bare;
    return word.endsWith("ll") && measure(word) > 1 ? word.slice(0, -1) : word;
  };

  (globalThis.shirube ??= {}).analysis = { fold, units, tokens, key, stem };
})();
