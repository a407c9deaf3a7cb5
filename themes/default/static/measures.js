// Which measures apply to a case: the page shows all of them, and this leaves those that apply. The case stands in the
// address, so that it can be kept, sent and gone back to. `applicable` answers as src/measures/ does; a test compares them.

/** Whether all that a clause states as its conditions holds for a case. */
const meets = (given, conditions) => {
  const isAmong = (listed) => listed === "all"
    || (listed === "general" && given.workers !== "highly-professional")
    || (listed === "night-workers" && given.night)
    || (listed !== "general" && listed === given.workers);
  const { workers = [], except = [], overtime = {}, application, night_work, high_stress } = conditions;
  const fits = (wanted, is) => wanted === undefined || wanted === is;
  return (!workers.length || workers.some(isAmong))
    && !except.some(isAmong)
    && given.hours > (overtime.over ?? -Infinity)
    && given.hours <= (overtime.up_to ?? Infinity)
    && given.employees < (conditions.employees_below ?? Infinity)
    && given.employees >= (conditions.employees_from ?? -Infinity)
    && fits(application, given.application)
    && fits(night_work, given.night)
    && fits(high_stress, given.stress);
};

/** The ids of the measures that apply to a case, the most binding first, and whether the regional desks help. */
export const applicable = (rules, given) => ({
  measures: rules.measures.filter(({ applies_to }) => applies_to.every((one) => meets(given, one))).map(({ id }) => id),
  regional: given.employees < (rules.small_below ?? -Infinity),
});

const start = async (form) => {
  const rules = await (await fetch(document.querySelector("[data-rules]").href)).json();
  const status = document.querySelector("[data-found]");
  const regional = document.querySelector("[data-regional]");
  const { workers, hours, employees } = form.elements;
  const choices = ["application", "night", "stress"].map((name) => form.elements[name]);

  const read = () => {
    const asked = new URLSearchParams(location.search);
    form.reset();
    for (const field of [workers, hours, employees]) if (asked.has(field.name)) field.value = asked.get(field.name);
    if (workers.selectedIndex < 0) workers.selectedIndex = 0;
    for (const choice of choices) choice.checked = asked.get(choice.name) === choice.value;
  };

  // Until the case is known all measures are shown.
  const show = () => {
    const isKnown = form.checkValidity();
    const given = { workers: workers.value, hours: Number(hours.value), employees: Number(employees.value) };
    for (const { name, checked } of choices) given[name] = checked;
    const found = applicable(rules, given);
    const applies = new Set(found.measures);
    for (const measure of document.querySelectorAll("[data-measure]")) {
      measure.hidden = isKnown && !applies.has(measure.dataset.measure);
    }
    for (const group of document.querySelectorAll("[data-force]")) {
      group.hidden = !group.querySelector("[data-measure]:not([hidden])");
    }
    if (regional) regional.hidden = isKnown && !found.regional;
    status.textContent = isKnown ? status.dataset.found.replace("{n}", applies.size) : "";
  };

  // Every case that is known is a step to which the back button leads.
  const note = () => {
    if (!form.checkValidity()) return;
    const address = new URL(location.href);
    address.search = new URLSearchParams(new FormData(form));
    address.hash = "";
    if (address.href !== location.href) history.pushState(null, "", address);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    note();
    show();
  });
  form.addEventListener("change", () => {
    note();
    show();
  });
  const restore = () => {
    read();
    show();
  };
  for (const event of ["popstate", "pageshow"]) addEventListener(event, restore);
  form.hidden = false;
  restore();
};

const form = globalThis.document?.querySelector("[data-case]");
// Where the rules cannot be loaded, as from a folder, the page stays the list of all measures.
if (form) start(form).catch(() => {});
