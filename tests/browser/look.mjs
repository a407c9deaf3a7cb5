// Looks at one page in light and dark, narrow and wide: accessibility, overflow, console.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

export const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SCHEMES = ["light", "dark"];
/** Widths in CSS pixels: a desktop, a phone, and the narrowest that WCAG's reflow asks for. */
const WIDTHS = [1280, 390];
const NARROWEST = 320;
/** A screenshot is cut at this height in pixels: the printing pages are a hundred times as high as a screen. */
const TALLEST = 6000;

/** Returns the faults of the page. */
export async function look({ browser, base, screenshots }, { name, language, path, still, ready }) {
  const context = await browser.newContext({ viewport: { width: WIDTHS[0], height: 900 }, reducedMotion: "reduce" });
  const faults = new Map();
  const note = (fault, where) => faults.set(fault, [...(faults.get(fault) ?? []), where]);
  try {
    const page = await context.newPage();
    listen(page, (fault) => note(fault, "console"));
    await page.goto(base + path + (still ? "?still" : ""), { waitUntil: "load" });
    if (ready) await page.locator(ready).first().waitFor();
    await page.evaluate(axe);
    const layout = async (width) => {
      const found = [...(await page.evaluate(overflow)), ...(await page.evaluate(overlaps))];
      for (const fault of found) note(fault, `${width}`);
    };
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      for (const scheme of SCHEMES) {
        await page.emulateMedia({ colorScheme: scheme });
        const where = `${width} ${scheme}`;
        for (const fault of await violations(page)) note(fault, where);
        const file = `${[name, language].filter(Boolean).join("-")}-${width}-${scheme}.png`;
        await screenshot(page, width, join(screenshots, file));
      }
      await layout(width);
    }
    await page.setViewportSize({ width: NARROWEST, height: 640 });
    await layout(NARROWEST);
  } finally {
    await context.close();
  }
  return [...faults].map(([fault, where]) => `${fault} [${where.join(", ")}]`);
}

/** Notes whatever a page complains about: errors, blocked scripts and styles, files that are missing. */
export function listen(page, note) {
  page.on("console", (message) => {
    const { url } = message.location();
    // Pages that only send on have no icon, and the browser asks for the one of old.
    if (!["error", "warning"].includes(message.type()) || url.endsWith("/favicon.ico")) return;
    note(`console: ${message.text()} (${url})`);
  });
  page.on("pageerror", (error) => note(`script: ${error.message}`));
  page.on("requestfailed", (request) => {
    const { errorText } = request.failure();
    // What was still loading when a test went on to another page is no fault.
    if (errorText !== "net::ERR_ABORTED") note(`not loaded: ${request.url()} ${errorText}`);
  });
}

/** Returns what axe, which the page has been given, finds on the page as it is. */
export async function violations(page) {
  return page.evaluate(async (values) => {
    const results = await globalThis.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] });
    return results.violations.flatMap(({ id, help, nodes }) => {
      const more = nodes.length > 3 ? ` (one of ${nodes.length})` : "";
      return nodes.slice(0, 3).map(({ html, any }) => {
        // The policy empties a style attribute that it blocks, which makes two of one fault.
        const tag = html.replace(/ style="[^"]*"/, "").slice(0, 160);
        // The message of a contrast fault holds both colours.
        return `${id}: ${help}: ${tag} ${any[0]?.message ?? ""}${more}`;
      });
    });
  }, RULES);
}

/** Runs in the page: what sticks out of it sideways. */
function overflow() {
  const width = document.documentElement.clientWidth;
  const found = [];
  const clipped = (element) => {
    for (let parent = element.parentElement; parent && parent !== document.body; parent = parent.parentElement) {
      if (getComputedStyle(parent).overflowX !== "visible") return true;
    }
    return false;
  };
  for (const element of document.body.querySelectorAll("*")) {
    const { right, left, width: own } = element.getBoundingClientRect();
    const sticksOut = own > 1 && (right > width + 1 || (left < -1 && right > 0));
    if (sticksOut && !clipped(element)) {
      const text = element.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
      found.push(`overflow: <${element.localName} class="${element.className}"> reaches ${Math.round(right)} of ${width}: ${text}`);
    }
  }
  const scroll = document.documentElement.scrollWidth;
  if (scroll > width + 1) found.push(`overflow: the page is ${scroll} wide`);
  return found.slice(0, 3);
}

/** Runs in the page: texts that are printed over one another. */
function overlaps() {
  const lines = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const box = text.parentElement.getBoundingClientRect();
    if (!text.data.trim() || box.width <= 1 || !text.parentElement.checkVisibility({ opacityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      // A line of text is lower than the box of its font, and boxes of neighbours touch.
      const inset = (bottom - top) / 3;
      lines.push({ text, left: left + 2, right: right - 2, top: top + inset, bottom: bottom - inset });
    }
  }
  lines.sort((a, b) => a.top - b.top);
  const found = [];
  lines.forEach((line, index) => {
    for (const other of lines.slice(index + 1)) {
      if (other.top >= line.bottom) break;
      if (other.text !== line.text && other.left < line.right && line.left < other.right) {
        const start = (text) => text.data.trim().replace(/\s+/g, " ").slice(0, 24);
        found.push(`overlap: “${start(line.text)}” and “${start(other.text)}”`);
      }
    }
  });
  return [...new Set(found)].slice(0, 3);
}

async function screenshot(page, width, path) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, TALLEST) } });
}
