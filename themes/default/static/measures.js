// Which measures apply to a case: the page shows all of them, and this leaves those that apply. The case stands in the
// address, so that it can be kept, sent and gone back to. `applicable` answers as src/measures/ does; a test compares them.
(() => {
  "use strict";

  /** Whether a condition holds, or may hold for all that is known. */
  const fits = (condition, known, holds) => condition === undefined || known === undefined || holds(condition, known);
  const same = (wanted, is) => wanted === is;

  /** Whether nothing that a clause states as its conditions is known to fail. */
  const meets = (given, conditions) => {
    const isAmong = (listed) => {
      if (listed === "all") return true;
      if (listed === "night-workers") return given.night;
      if (given.workers === undefined) return undefined;
      return listed === "general" ? given.workers !== "highly-professional" : given.workers === listed;
    };
    const { workers = [], except = [], overtime = {} } = conditions;
    return (!workers.length || workers.some((listed) => isAmong(listed) !== false))
      && !except.some((listed) => isAmong(listed) === true)
      && fits(overtime.over, given.hours, (over, hours) => hours > over)
      && fits(overtime.up_to, given.hours, (upTo, hours) => hours <= upTo)
      && fits(conditions.employees_below, given.employees, (below, employees) => employees < below)
      && fits(conditions.employees_from, given.employees, (from, employees) => employees >= from)
      && fits(conditions.application, given.application, same)
      && fits(conditions.night_work, given.night, same)
      && fits(conditions.high_stress, given.stress, same);
  };

  /** The ids of the measures that apply to a case, in their order, and whether the regional desks help. */
  const applicable = (rules, given) => ({
    measures: rules.measures.filter(({ applies_to }) => applies_to.every((one) => meets(given, one))).map(({ id }) => id),
    regional: rules.small_below !== undefined && fits(rules.small_below, given.employees, (below, employees) => employees < below),
  });
  (globalThis.shirube ??= {}).applicable = applicable;

  const form = globalThis.document?.querySelector("[data-case]");
  if (!form) return;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const measures = all("[data-measure]");
  const status = document.querySelector("[data-found]");
  const regional = document.querySelector("[data-regional]");
  const fields = [...form.elements].filter(({ name }) => name);
  const rules = {
    measures: measures.map(({ dataset }) => ({ id: dataset.measure, applies_to: JSON.parse(dataset.appliesTo) })),
    small_below: regional ? Number(regional.dataset.regional) : undefined,
  };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  /** What a field says; `undefined` where it says nothing, or nothing that can be. */
  const said = (field) => {
    if (field.type === "checkbox") return field.checked;
    if (!field.value || !field.validity.valid) return undefined;
    return field.type === "number" ? field.valueAsNumber : field.value;
  };

  const read = () => {
    const asked = new URLSearchParams(location.search);
    for (const field of fields) {
      if (field.type === "checkbox") field.checked = asked.get(field.name) === field.value;
      else field.value = asked.get(field.name) ?? "";
    }
    // A word that is no option chooses nothing at all.
    for (const field of fields) if (field.selectedIndex < 0) field.selectedIndex = 0;
  };

  const show = () => {
    const asked = new URLSearchParams(location.search);
    const isAsked = fields.some(({ name }) => asked.has(name));
    const given = isAsked ? Object.fromEntries(fields.map((field) => [field.name, said(field)])) : {};
    const found = applicable(rules, given);
    const applies = new Set(found.measures);
    for (const measure of measures) measure.hidden = !applies.has(measure.dataset.measure);
    const counts = [];
    for (const group of all("[data-force]")) {
      const count = all("[data-measure]:not([hidden])", group).length;
      group.hidden = !count;
      if (count) counts.push(fill(status.dataset.ofForce, { force: group.querySelector("h2").textContent.trim(), n: count }));
    }
    if (regional) regional.hidden = !found.regional;
    const label = ({ labels }) => labels[0].textContent.trim();
    const wrong = fields.filter(({ validity }) => !validity.valid);
    const unknown = fields.filter((field) => given[field.name] === undefined && !wrong.includes(field)).map(label);
    for (const field of fields) field.ariaInvalid = wrong.includes(field) ? "true" : null;
    const { found: ofAll, unknown: ofUnknown, wrong: ofWrong, all: ofNone, separator } = status.dataset;
    status.textContent = [
      isAsked ? fill(ofAll, { n: applies.size, forces: counts.join(separator) }) : ofNone,
      ...wrong.map((field) => fill(ofWrong, { field: label(field), allowed: field.dataset.allowed })),
      isAsked && unknown.length ? fill(ofUnknown, { fields: unknown.join(separator) }) : "",
    ].filter(Boolean).join(" ");
    // The other language shows the same case.
    for (const link of all(".languages a")) link.search = location.search;
  };

  // Every case is a step to which the back button leads.
  const note = () => {
    const address = new URL(location.href);
    address.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    address.hash = "";
    if (address.href !== location.href) history.pushState(null, "", address);
    show();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    note();
  });
  form.addEventListener("change", note);
  const restore = () => {
    read();
    show();
  };
  addEventListener("popstate", restore);
  addEventListener("pageshow", ({ persisted }) => { if (persisted) restore(); });
  document.querySelector("[data-without-case]").hidden = true;
  form.hidden = false;
  restore();
})();
