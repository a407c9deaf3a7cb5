// Filters over the events of all centers. What is chosen stands in the address, so that it can be kept and sent.
(() => {
  "use strict";
  const form = document.querySelector("[data-events-filter]");
  if (!form) return;
  const events = [...document.querySelectorAll(".events > li")];
  const status = form.querySelector("[role=status]");
  const { center, topic, q, online } = form.elements;
  const fold = (text) => text.normalize("NFKC").toLowerCase().trim();

  const read = () => {
    const asked = new URLSearchParams(location.search);
    center.value = asked.get("center") ?? "";
    topic.value = asked.get("topic") ?? "";
    for (const select of [center, topic]) if (select.selectedIndex < 0) select.value = "";
    q.value = asked.get("q") ?? "";
    online.checked = asked.has("online");
  };

  const filter = () => {
    const words = fold(q.value).split(/\s+/);
    let count = 0;
    for (const event of events) {
      const fits = (!center.value || event.dataset.center === center.value)
        && (!topic.value || event.dataset.topics.split(" ").includes(topic.value))
        && (!online.checked || "online" in event.dataset)
        && words.every((word) => fold(event.textContent).includes(word));
      event.classList.toggle("filtered", !fits);
      if (fits && !event.hidden) count += 1;
    }
    for (const list of document.querySelectorAll(".events")) {
      list.parentElement.classList.toggle("nothing-left", !list.querySelector(":scope > li:not(.filtered, [hidden])"));
    }
    const narrowed = [center.value, topic.value, q.value.trim(), online.checked].some(Boolean);
    status.textContent = narrowed ? form.dataset.count.replace("{n}", count) : "";
  };

  form.addEventListener("input", () => {
    filter();
    const chosen = [...new FormData(form)].filter(([, value]) => value.trim());
    const address = new URL(location.href);
    address.search = new URLSearchParams(chosen);
    try { history.replaceState(null, "", address); } catch { /* a folder may not allow it */ }
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("pageshow", () => { read(); filter(); });
  // A link to one event shows it, whatever was chosen.
  addEventListener("hashchange", () => { form.reset(); filter(); });
  form.hidden = false;
})();
