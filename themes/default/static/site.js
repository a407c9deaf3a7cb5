// Small comforts; every page works without them.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = document.body.dataset;

  // Copy buttons beside the numbers of provisions.
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.setAttribute("role", "status");
  if (navigator.clipboard) {
    document.body.append(toast);
    for (const link of all(".provision[id] > a.permalink")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.title = words.copy;
      button.setAttribute("aria-label", `${words.copy}: ${link.getAttribute("aria-label")}`);
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(link.href);
        } catch {
          return;
        }
        toast.textContent = words.copied;
        button.classList.add("done");
        setTimeout(() => {
          toast.textContent = "";
          button.classList.remove("done");
        }, 2000);
      });
      link.after(button);
    }
  }

  // The center that was opened last, and a filter over the 47.
  const store = {
    get: () => { try { return localStorage.getItem("center"); } catch { return null; } },
    set: (id) => { try { localStorage.setItem("center", id); } catch { /* private mode */ } },
  };
  const opened = document.querySelector("h1[data-center]");
  if (opened) store.set(opened.dataset.center);

  const hiragana = (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60);
  const fold = (text) => text.normalize("NFKC").toLowerCase().trim().replace(/[ァ-ヶ]/g, hiragana);
  for (const list of all("[data-centers]")) {
    const centers = all("[data-center]", list);
    const filter = list.querySelector("[data-filter]");
    if (!filter) continue;
    const input = filter.querySelector("input");
    const state = filter.querySelector("[role=status]");
    input.addEventListener("input", () => {
      const sought = fold(input.value).replace(/(?<=..)[都府県]$/, "");
      for (const center of centers) {
        const name = center.querySelector("a").textContent;
        center.hidden = ![fold(name), center.dataset.center, center.dataset.reading].some((word) => word.includes(sought));
      }
      for (const region of all(".region", list)) region.hidden = !region.querySelector("li:not([hidden])");
      state.textContent = centers.every((center) => center.hidden) ? state.dataset.none : "";
    });
    const last = centers.find((center) => center.dataset.center === store.get());
    const remembered = filter.querySelector("[data-remembered]");
    if (last && remembered) {
      remembered.append(last.querySelector("a").cloneNode(true));
      remembered.hidden = false;
    }
  }

  // Events that are over by now. Times without a zone are Japanese.
  for (const list of all("[data-passing]")) {
    const events = all(":scope > li", list);
    for (const event of events) {
      const end = event.dataset.end;
      const at = Date.parse(/T.*(Z|[+-]\d\d:?\d\d)$/.test(end) ? end : (end.includes("T") ? end : `${end}T23:59`) + "+09:00");
      event.hidden = at < Date.now();
    }
    const none = list.parentElement.querySelector(":scope > [data-none]");
    if (none) none.hidden = events.some((event) => !event.hidden);
  }

  // The search field: from a folder it needs the name of a file; what suggests words comes with the first focus.
  const assets = document.currentScript.src;
  for (const form of all("form.search")) {
    if (form.action.startsWith("file:")) form.action += "index.html";
    form.addEventListener("focusin", () => {
      for (const address of form.dataset.scripts?.split(" ") ?? []) {
        const script = document.createElement("script");
        script.src = new URL(`..${address}`, assets);
        script.async = false;
        document.head.append(script);
      }
    }, { once: true });
  }
  const failed = document.querySelector("[data-part=failed]");
  if (failed && !globalThis.shirube) failed.hidden = false; // its script comes before this one

  // The other language shows the same place.
  for (const link of all(".languages a[hreflang]")) {
    link.addEventListener("click", () => { link.hash = location.hash; });
  }

  // Opened from a folder: a browser lists a directory instead of showing its index.html.
  if (location.protocol === "file:") {
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (!link || link.protocol !== "file:" || !link.pathname.endsWith("/")) return;
      link.pathname += "index.html";
    }, true);
  }
})();
