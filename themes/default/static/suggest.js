// Suggestions while a word is typed: a combobox (ARIA 1.2) with a list below the field.
(() => {
  "use strict";
  // What has a name that begins with what is typed, the shortest names first: that name, and what is mostly called so.
  const { units, key } = shirube.analysis;
  const names = async (engine, prefix) => {
    const wanted = key(units(prefix));
    const named = (await engine.names(wanted)).sort((a, b) => a.key.length - b.key.length || a.id - b.id);
    const ids = [...new Set(named.map(({ id }) => id))].slice(0, 16);
    await engine.index.want(ids.map((id) => `@${id}`));
    const called = ids.map((id) => engine.index.postings(`@${id}`).slice(2)).map((names) =>
      [names.find((name) => key(units(name)).startsWith(wanted)), names[0]]);
    // Of topics only the first name is known; those that are also called so come last.
    const found = [...called.filter(([text]) => text), ...called.filter(([text]) => !text).map(([, first]) => [first, first])];
    const texts = found.map(([text]) => text); // a topic and a term may have the same name
    return found.filter(([text], i) => texts.indexOf(text) === i).slice(0, 8);
  };

  const suggest = (form, open) => {
    const input = form.elements.q;
    const list = document.createElement("ul");
    const options = list.children;
    let turn = 0; // answers to what was typed before are dropped
    let at, closed;
    const point = (to) => {
      at = to;
      [...options].forEach((option, i) => { option.ariaSelected = i === at; });
      input.setAttribute("aria-activedescendant", options[at]?.id ?? "");
    };
    const show = (found) => {
      list.replaceChildren(...found.map(([text, note], i) => {
        const option = document.createElement("li");
        Object.assign(option, { id: `${list.id}-${i}`, role: "option", textContent: text });
        option.dataset.text = text;
        if (note !== text) option.append(" ", Object.assign(document.createElement("small"), { textContent: note }));
        return option;
      }));
      list.hidden = !found.length;
      input.ariaExpanded = !list.hidden;
      point(-1);
    };
    const close = () => {
      turn += 1;
      closed = input.value;
      show([]);
    };
    const look = async () => {
      const mine = ++turn;
      const prefix = input.value.trim();
      try {
        const found = prefix ? await names(await open(), prefix) : [];
        if (mine === turn && document.activeElement === input) show(found);
      } catch { /* a comfort only */ }
    };
    const choose = (option) => {
      input.value = option.dataset.text;
      form.requestSubmit();
    };

    Object.assign(list, { id: `${input.id}-list`, className: "suggestions", role: "listbox", ariaLabel: form.dataset.suggestions });
    Object.assign(input, { role: "combobox", ariaAutoComplete: "list" });
    input.setAttribute("aria-controls", list.id);
    form.append(list);
    close();
    shirube.typed(input, 100, () => { if (input.value !== closed) look(); });
    input.addEventListener("keydown", (event) => {
      const { key } = event;
      const step = { ArrowDown: 1, ArrowUp: -1 }[key];
      if (event.isComposing || event.keyCode === 229) return;
      if (step && list.hidden) look();
      // Before the first and behind the last is the field itself.
      else if (step) point((at + 1 + step + options.length + 1) % (options.length + 1) - 1);
      else if (key === "Enter" && at >= 0) choose(options[at]);
      else if (key === "Escape" && !list.hidden) close();
      else return;
      event.preventDefault();
    });
    input.addEventListener("blur", close);
    form.addEventListener("submit", close);
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    list.addEventListener("click", ({ target }) => choose(target.closest("li")));
    if (document.activeElement === input) look(); // what was typed while this script came
  };

  for (const form of document.querySelectorAll("form.search[data-index]")) {
    suggest(form, () => shirube.engine(document.documentElement.lang, form.dataset.index));
  }
})();
