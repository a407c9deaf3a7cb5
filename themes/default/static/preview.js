// What a link in a text leads to, shown beside it while the mouse rests on it or the keyboard is at it. By touch, without
// script, or where the other page cannot be had, the link is no more than a link.
(() => {
  "use strict";
  if (!HTMLElement.prototype.showPopover) return;
  const LINKS = "a.reference.clause[href], a.term[href]";
  /** In milliseconds: until the box opens, and until it closes, which is the time to get into it. */
  const DELAY = 300;
  /** In pixels, from the link and from the edges of the window. */
  const GAP = 8;

  // A tooltip: it takes no focus, so nothing in it can be used; who wants more follows the link. The link is described by
  // the title alone, for a screen reader would read a whole text out at every link.
  const box = document.createElement("div");
  box.className = "preview";
  box.popover = "manual";
  box.setAttribute("role", "tooltip");
  const [where, title, text, more] = ["where", "title", "text", "more"].map((name) => {
    const part = document.createElement("div");
    part.className = `preview-${name}`;
    return part;
  });
  title.id = "preview-title";
  box.append(where, title, text, more);

  /** What stands in `elements`, without what can be used, named, or stands two levels down. */
  const copied = (elements) => elements.filter(Boolean).map((element) => {
    const copy = document.importNode(element, true);
    for (const part of copy.querySelectorAll("button, input, details, img, .meta, .outdated-mark, .provisions .provisions")) part.remove();
    for (const part of [copy, ...copy.querySelectorAll("*")]) {
      for (const { name } of [...part.attributes]) if (!["class", "lang", "role"].includes(name)) part.removeAttribute(name);
      // A heading of the copy is none of the page.
      if (/^H[1-6]$/.test(part.tagName)) part.role = "none";
    }
    return copy;
  });

  const heading = (element) => element.querySelector(":scope > .body > :is(h2, h3, h4, h5, h6)");

  /** The number of a page's provision, with those above it. */
  const number = (headline) => {
    const own = headline.querySelector(".num")?.cloneNode(true);
    if (own && headline.dataset.citation) own.textContent = headline.dataset.citation;
    return own;
  };

  /** A provision: the numbers down to it, and the nearest heading above it. */
  const provision = (target, headline) => {
    const above = [];
    for (let at = target; at; at = at.parentElement.closest(".provision")) above.unshift(at);
    const numbers = above.map((one) => one.querySelector(":scope > .num"));
    return {
      where: [above.slice(0, -1).map(heading).findLast(Boolean) ?? headline],
      title: [number(headline), ...numbers, heading(target)],
      text: [...target.querySelectorAll(":scope > .body > .text, :scope > .provisions, :scope > .closing")],
    };
  };

  /** An entry of a list of definitions: as paragraphs, for the box is no list. */
  const paragraphs = (elements) => elements.map((element) => {
    const paragraph = element.ownerDocument.createElement("div");
    for (const name of ["class", "lang"]) if (element.hasAttribute(name)) paragraph.setAttribute(name, element.getAttribute(name));
    paragraph.append(...element.cloneNode(true).childNodes);
    return paragraph;
  });
  const entry = (target, headline) => ({
    where: [headline],
    title: paragraphs([...target.querySelectorAll("dt")]),
    text: paragraphs([...target.querySelectorAll("dd:not(.aside)")]),
  });

  /** A clause with a page of its own. */
  const section = (page, headline) => ({
    where: [page.querySelector(".breadcrumbs li:nth-last-child(2)")],
    title: [number(headline), headline.querySelector("span:not(.num)")],
    text: [...page.querySelectorAll(".guidance-text > *")],
  });

  /** What a place of a page shows, as lists of elements; none where there is no such place. */
  const shown = (page, id) => {
    const headline = page.querySelector("main h1");
    const target = id ? page.getElementById(id) : page.querySelector(".guidance-text");
    if (id === null || !headline || !target) return null;
    if (!id) return section(page, headline);
    if (target.matches(".provision")) return provision(target, headline);
    return target.querySelector("dt") && entry(target, headline);
  };

  // Other pages are fetched once, and not before they are asked for.
  const pages = new Map();
  const load = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };
  const pageOf = (link) => {
    const [address] = link.href.split("#");
    if (address === location.href.split("#")[0]) return document;
    if (link.origin !== location.origin || location.protocol === "file:") return null;
    if (!pages.has(address)) {
      pages.set(address, load(address).catch(() => {
        pages.delete(address);
        return null;
      }));
    }
    return pages.get(address);
  };

  /** Below the link, or above where there is more room; never over it. */
  const place = (link) => {
    const at = link.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const [above, below] = [at.top - 2 * GAP, clientHeight - at.bottom - 2 * GAP];
    box.style.maxHeight = "";
    const isBelow = box.offsetHeight <= below || below >= above;
    box.style.maxHeight = `${Math.min(isBelow ? below : above, box.offsetHeight)}px`;
    box.style.top = `${scrollY + (isBelow ? at.bottom + GAP : at.top - GAP - box.offsetHeight)}px`;
    box.style.left = `${scrollX + Math.max(GAP, Math.min(at.left, clientWidth - box.offsetWidth - GAP))}px`;
    text.classList.toggle("cut", text.scrollHeight > text.clientHeight);
  };

  /** The place that a link names; none where nobody can say what it names. */
  const anchor = ({ hash }) => {
    try { return decodeURIComponent(hash.slice(1)); } catch { return null; }
  };

  /** The link whose box is open or being filled, and that which shall have it, or none, after the delay. */
  let opened = null;
  let wanted = null;
  let timer;

  const close = () => {
    clearTimeout(timer);
    opened?.removeAttribute("aria-describedby");
    opened = null;
    box.hidePopover();
  };

  const open = async (link) => {
    if (link === opened) return;
    close();
    opened = link;
    const page = await pageOf(link);
    const parts = page && shown(page, anchor(link));
    if (!parts || link !== opened) return;
    where.replaceChildren(...copied(parts.where).flatMap((copy) => [...copy.childNodes]));
    title.replaceChildren(...copied(parts.title));
    text.replaceChildren(...copied(parts.text));
    const others = Number(link.dataset.count ?? 1) - 1;
    more.textContent = others > 0 ? document.body.dataset.more.replace("{n}", others) : "";
    link.setAttribute("aria-describedby", title.id);
    (document.querySelector("main") ?? document.body).append(box);
    box.showPopover();
    place(link);
  };

  const want = (link) => {
    if (link === wanted) return;
    wanted = link;
    clearTimeout(timer);
    timer = setTimeout(link ? () => open(link) : close, DELAY);
  };

  let pointed = null;
  const focused = () => document.activeElement?.closest(LINKS)?.matches(":focus-visible") ? document.activeElement : null;
  document.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType === "touch") return;
    pointed = box.contains(target) ? opened : target.closest(LINKS);
    want(pointed ?? focused());
  });
  document.documentElement.addEventListener("pointerleave", () => {
    pointed = null;
    want(focused());
  });
  // Where the focus goes next, the box of the last link must not lie over it (WCAG 2.2, 2.4.11).
  document.addEventListener("focusout", () => { if (opened !== pointed) close(); });
  for (const event of ["focusin", "focusout"]) document.addEventListener(event, () => want(focused() ?? pointed));

  // What was closed so is wanted still: it stays closed until pointer and focus have been elsewhere.
  document.addEventListener("keydown", ({ key }) => { if (key === "Escape") close(); });
  document.addEventListener("click", ({ target }) => { if (target.closest(LINKS)) close(); });
  addEventListener("pagehide", close);
  addEventListener("resize", () => { if (box.matches(":popover-open")) place(opened); });
})();
