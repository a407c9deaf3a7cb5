// The results page: its address says what is asked for, and the page shows what the engine finds.
(() => {
  "use strict";
  const root = new URL("../", document.currentScript.src);
  /** The engine of a language; `index` is the address of its index from the root of the site. */
  const engines = {};
  shirube.engine = (language, index, version) =>
    engines[language] ??= shirube.open(language, new URL(index.slice(1), root).href, version).catch((error) => {
      delete engines[language]; // to be tried again
      throw error;
    });

  /** Calls `act` a moment after something was typed, and never while an input method composes a word. */
  shirube.typed = (input, delay, act) => {
    let timer;
    const later = (event) => {
      clearTimeout(timer);
      if (!event.isComposing) timer = setTimeout(act, delay);
    };
    input.addEventListener("input", later);
    input.addEventListener("compositionend", later);
  };

  const HITS = 10, OTHER_HITS = 5, VALUES = 8;
  const box = document.getElementById("search");
  if (!box) return; // on other pages only suggestions are wanted
  const { engine, typed } = shirube;
  const say = box.dataset;
  const form = document.querySelector("form.search");
  const input = form.elements.q;
  const language = document.documentElement.lang;
  const { title } = document;
  const at = (url) => new URL(url, root).href;

  const all = (selector, from = box) => [...from.querySelectorAll(selector)];
  const part = Object.fromEntries(all("[data-part]").map((element) => [element.dataset.part, element]));
  const template = (name) => document.getElementById(`${name}-template`).content;
  const clone = (name) => template(name).firstElementChild.cloneNode(true);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const amount = (n) => fill(n === 1 ? say.one : say.other, { n: n.toLocaleString(language) });
  const show = (name, visible) => { part[name].hidden = !visible; };
  const be = (...states) => {
    for (const name of ["waiting", "failed", "found", "nothing", "start"]) show(name, states.includes(name));
  };
  const make = (tag, text, values) => Object.assign(document.createElement(tag), { textContent: text }, values);
  const fillList = (list, items) => list.replaceChildren(...items.map((item) => {
    const li = make("li");
    li.append(...[item].flat());
    return li;
  }));
  const kindOf = ({ kind }) => make("span", box.getAttribute(`data-kind-${kind}`), { className: "kind" });

  // What is asked for is kept as it stands in the address.
  let state, committed; // `committed` is the address of what was asked for last, not merely typed
  const address = (asked) => (asked.get("q") ? `?${asked}` : location.pathname);
  const ask = (asked, typing) => {
    state = asked;
    const to = address(asked);
    try {
      // While typing, the entry shows the word of the moment; it gets its own back before the next is added.
      history.replaceState(null, "", typing ? to : committed);
      if (!typing && to !== committed) history.pushState(null, "", to);
    } catch { /* too often, or not for files */ }
    if (!typing) committed = to;
  };
  const changed = (change) => {
    const asked = new URLSearchParams(state);
    asked.delete("page");
    change(asked);
    return asked;
  };
  const link = (text, change) => make("a", text, { href: address(changed(change)) });

  const marked = (pieces) => pieces.map(([text, mark]) => (mark ? make("mark", text) : text));
  const showHits = (list, { results }, searcher) => {
    list.replaceChildren(...results.map((result) => {
      const { number, title, path, url, lang, text } = result;
      const hit = clone("hit");
      const [body, heading, where, excerpt] = all("div, h3 a, .path-above, .excerpt", hit);
      hit.prepend(kindOf(result));
      body.lang = lang;
      heading.href = at(url);
      // A provision without a heading goes by its number and the heading above it.
      const above = path ? path.split(" › ") : [];
      if (number) heading.append(make("span", number, { className: "num" }), " ");
      heading.append(...marked(searcher.marks(title || above.pop() || "")));
      where.append(...above.map((name) => make("span", name)));
      excerpt.append(...marked(searcher.excerpt(text)));
      return hit;
    }));
  };

  const showPages = (page, total) => {
    const last = Math.ceil(total / HITS);
    const to = (n, text = n) => link(text, (asked) => asked.set("page", n));
    const steps = page > 1 ? [to(page - 1, say.previous)] : [];
    for (let n = Math.max(1, page - 3); n <= Math.min(last, page + 3); n += 1) {
      steps.push(to(n));
      if (n === page) steps.at(-1).ariaCurrent = "page";
    }
    if (page < last) steps.push(to(page + 1, say.next));
    fillList(part.pages, steps);
  };

  /** With `keep`, what is there stays in its place: focus and pointer are on it. */
  const arrange = (parent, children, keep) => {
    for (const child of [...parent.children]) if (!children.includes(child)) child.remove();
    parent.append(...children.filter((child) => !keep || child.parentNode !== parent));
  };
  const showFacets = (facets, keep) => {
    const chosen = [];
    for (const scope of all("[value=all], [name=also]")) scope.checked = state.has(scope.name);
    const sets = facets.map(({ name, values }) => {
      const set = part.facets.querySelector(`[data-facet=${name}]`) ?? clone("facet");
      const [legend, list] = set.children;
      // Where there are too many to see at once, the largest are.
      if (values.length > VALUES) values.sort((a, b) => b.count - a.count);
      set.dataset.facet = name;
      legend.textContent = box.getAttribute(`data-facet-${name}`);
      arrange(list, values.map(({ value, label, count, selected }) => {
        const row = list.querySelector(`[value="${CSS.escape(value)}"]`)?.closest("li") ?? clone("value");
        const [check, text, n] = all("input, span", row);
        Object.assign(check, { name, value, checked: selected });
        text.textContent = label;
        n.textContent = count;
        if (selected) {
          chosen.push(link(label, (asked) => asked.delete(name, value)));
          chosen.at(-1).ariaLabel = fill(say.remove, { name: label });
        }
        return row;
      }), keep);
      return set;
    });
    arrange(part.facets, sets, keep);
    part.chosen.textContent = chosen.length || "";
    if (chosen.length > 1) chosen.push(make("a", say.clear, { href: address(new URLSearchParams({ q: state.get("q") })) }));
    fillList(part.filters, chosen);
  };

  const showNothing = async (searcher, current) => {
    for (const row of all("[data-wider]")) {
      const { wider, value } = row.dataset;
      row.hidden = state.has(wider);
      row.firstElementChild.href = address(changed((asked) => asked.set(wider, value)));
    }
    const near = await searcher.nearest(state.get("q"), 8);
    if (current()) fillList(part.nearest, near.map(({ name, url }) => make("a", name, { href: at(url) })));
  };

  const showOther = async (options, current) => {
    const { other } = part;
    if (!other) return;
    if (!state.has("also")) return show("other", false);
    const searcher = await engine(other.dataset.other, other.dataset.index, say.version);
    const found = await searcher.search(state.get("q"), { ...options, limit: OTHER_HITS, offset: 0 });
    if (!current()) return;
    const [count, list, more] = all(".amount, ol, .forward", other);
    count.textContent = amount(found.total);
    more.search = address(changed((asked) => asked.delete("also")));
    showHits(list, found, searcher);
    show("other", true);
  };

  // Asks, and shows the answer unless something else was asked for meanwhile.
  let turn = 0, settled;
  const run = async (keep) => {
    const mine = ++turn;
    const current = () => mine === turn;
    const q = state.get("q")?.trim();
    const page = Math.max(1, parseInt(state.get("page"), 10) || 1);
    const offset = (page - 1) * HITS;
    const options = { filters: {}, editions: state.has("edition") ? "all" : "current" };
    for (const [name, value] of state) {
      if (box.hasAttribute(`data-facet-${name}`) && value !== "all") (options.filters[name] ??= []).push(value);
    }
    clearTimeout(settled);
    part.status.textContent = "";
    for (const a of document.querySelectorAll(".languages a")) a.search = q ? address(changed((asked) => asked.delete("also"))) : "";
    if (!q) {
      document.title = title;
      return be("start");
    }
    if (part.found.hidden) be("waiting");
    try {
      const searcher = await engine(language, say.index, say.version);
      const found = await searcher.search(q, { ...options, limit: HITS, offset });
      if (!current()) return;
      const { total, facets, entries, loosened } = found;
      const any = total + entries.length > 0;
      const heading = fill(any ? say.results : say.none, { q });
      document.title = heading + title.slice(title.indexOf(" | "));
      part.title.textContent = heading;
      part.count.textContent = any ? amount(total) : "";
      for (const notice of all("[data-loosened]")) notice.hidden = notice.dataset.loosened !== loosened;
      fillList(part.entries, page > 1 ? [] : entries.map((entry) => [kindOf(entry), make("a", entry.name, { href: at(entry.url) })]));
      part.hits.start = offset + 1;
      showHits(part.hits, found, searcher);
      showPages(page, total);
      showFacets(facets, keep);
      be("found", ...(any ? [] : ["nothing", "start"]));
      // Said once, when the words stand still.
      settled = setTimeout(() => { part.status.textContent = any ? heading + say.colon + amount(total) : heading; }, 900);
      Promise.all([any || showNothing(searcher, current), showOther(options, current)]).catch(() => show("failed", true));
    } catch {
      if (current()) be("failed", "start");
    }
  };

  // What the visitor does.
  const askWord = (typing) => {
    ask(changed((asked) => asked.set("q", input.value.trim())), typing);
    run();
  };
  typed(input, 120, () => { if (input.value.trim() !== (state.get("q") ?? "")) askWord(true); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    askWord();
    // On a phone the keyboard covers the results.
    if (matchMedia("(pointer: coarse)").matches) input.blur();
  });
  part.refine.addEventListener("change", () => {
    const asked = new URLSearchParams({ q: state.get("q") });
    for (const [name, value] of new FormData(part.refine)) asked.append(name, value);
    // A single year can be chosen only among all.
    if (!asked.has("edition", "all")) asked.delete("edition");
    ask(asked);
    run(true);
  });
  box.addEventListener("click", async (event) => {
    const { target } = event;
    if (target.matches("fieldset button")) target.ariaExpanded = target.ariaExpanded !== "true";
    const a = target.closest("[href^='?']");
    if (!a || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    ask(new URLSearchParams(a.search));
    input.value = state.get("q");
    await run();
    part.title.focus();
  });
  const restore = () => {
    state = new URLSearchParams(location.search);
    committed = address(state);
    input.value = state.get("q");
    run();
  };
  addEventListener("popstate", restore);

  // The desk of the center that was opened last.
  try {
    const desk = template("centers").querySelector(`[data-center="${localStorage.getItem("center")}"]`);
    if (desk) part.desk.replaceWith(desk);
  } catch { /* private mode */ }

  restore();
  engine(language, say.index, say.version).catch(() => {}); // ready for the first word
})();
