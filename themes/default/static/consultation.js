// The consultation finder: three choices lead to the page that answers. There, the place is the part of the address after
// the #, and its contacts stand at each question. Without script, plain pages lead to the same answers.
(() => {
  "use strict";
  const form = document.querySelector("[data-finder]");
  if (!form) return;
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const { who, about, where } = form.elements;

  // Only what the asker may ask about. Not every browser hides an option: those that do not fit are taken out.
  const topics = all("option", about);
  const offerTopics = () => {
    const chosen = about.value;
    const fits = (topic) => !topic.dataset.who || !who.value || topic.dataset.who.split(" ").includes(who.value);
    about.replaceChildren(...topics.filter(fits));
    about.value = chosen;
    if (about.selectedIndex < 0) about.value = "";
  };
  who.addEventListener("change", offerTopics);
  offerTopics();

  // The center that was opened or chosen last, as the list of centers remembers it.
  const isCenter = (id) => Boolean(id && where) && [...where.options].some((option) => option.value === id);
  let last = null;
  try { last = localStorage.getItem("center"); } catch { /* private mode */ }
  const remember = (id) => { try { localStorage.setItem("center", id); } catch { /* private mode */ } };
  const hash = () => decodeURIComponent(location.hash.slice(1));
  const current = () => [hash(), last].find(isCenter) ?? "";

  const contacts = document.querySelector("[data-contacts]");
  const entries = contacts ? all("[data-center]", contacts) : [];
  const pointers = all("[data-contact]").map((place) => ({ place, link: [...place.childNodes] }));
  const showOnly = (id) => {
    for (const entry of entries) entry.hidden = Boolean(id) && entry.dataset.center !== id;
    for (const region of all(":scope > section", contacts)) region.hidden = !region.querySelector("[data-center]:not([hidden])");
    contacts.querySelector("[data-all]").hidden = !id;
    for (const details of all("details", contacts)) details.open = Boolean(id);
  };
  const show = () => {
    const id = current();
    if (where) where.value = id;
    if (!contacts) return;
    showOnly(id);
    const entry = entries.find((one) => one.dataset.center === id);
    const state = contacts.querySelector("[role=status]");
    state.textContent = entry ? state.dataset.shown.replace("{center}", entry.querySelector("h4").textContent) : "";
    const told = new Set();
    for (const { place, link } of pointers) {
      const desk = entry?.querySelector(`[data-desk="${place.dataset.contact}"]`)?.cloneNode(true);
      if (desk) {
        desk.classList.add("at-desk");
        // The regional desks are told once; below that they can be unfolded.
        desk.open = !told.has(place.dataset.contact);
        told.add(place.dataset.contact);
        place.replaceChildren(entry.querySelector("h4 a").cloneNode(true), desk);
      } else {
        place.replaceChildren(...link);
      }
    }
  };
  if (contacts) {
    contacts.querySelector("[data-all] button").addEventListener("click", () => showOnly(""));
    where.addEventListener("change", () => goTo(where.value));
  }

  // Another place on this page. Nowhere in particular is a choice too.
  function goTo(id) {
    if (id) remember(id);
    else last = null;
    if (hash() !== id) history.pushState(null, "", id ? `#${id}` : location.href.replace(/#.*/, ""));
    show();
  }

  const path = (address) => address.replace(/index\.html$/, "");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const id = where?.value ?? "";
    const target = new URL(form.action);
    const steps = [who.value, about.value].filter(Boolean).map((step) => `${step}/`);
    target.pathname = path(target.pathname) + steps.join("");
    if (target.pathname === path(location.pathname)) {
      goTo(id);
      return;
    }
    if (id) remember(id);
    if (location.protocol === "file:") target.pathname += "index.html";
    target.hash = id;
    location.assign(target);
  });
  for (const event of ["hashchange", "popstate"]) addEventListener(event, show);
  // Back from another page, the choices are those of this one.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    form.reset();
    offerTopics();
    show();
  });

  form.hidden = false;
  show();
})();
