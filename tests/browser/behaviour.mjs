// What a person does with the portal. Each function is a test; it returns or throws what is wrong.

import { strict as assert } from "node:assert";
import { pathToFileURL } from "node:url";
import { listen } from "./look.mjs";

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };
const ACTIVITY = "directives/2023/employer-seminars/";
const SECTION = "guidance/overwork/5/2/";

/** Runs `steps` with a fresh page; what the page complains about are faults too. */
export async function visit({ browser }, options, steps) {
  const context = await browser.newContext({ viewport: DESKTOP, reducedMotion: "reduce", ...options });
  const faults = [];
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    listen(page, (fault) => faults.push(fault));
    await steps(page, faults);
  } catch (error) {
    // What the browser noted before says why.
    throw new Error([error.message.split("\n").slice(0, 4).join(" "), ...faults].join("; "), { cause: error });
  } finally {
    await context.close();
  }
  return faults;
}

/** Whether the style sheet has come: without it the skip link stands in the text. */
function isStyled(page) {
  return page.locator('a[href$="#main"]').first().evaluate((element) => getComputedStyle(element).position !== "static");
}

async function rootLeadsToTheAuthoritativeLanguage(setting) {
  return visit(setting, {}, async (page) => {
    await page.goto(setting.base);
    await page.waitForURL(`${setting.base}ja/`);
  });
}

async function languageSwitchStaysOnTheProvision(setting) {
  return visit(setting, {}, async (page, faults) => {
    for (const path of [ACTIVITY, SECTION]) {
      await page.goto(`${setting.base}ja/${path}`);
      const id = await page.locator(".provision[id]").nth(2).getAttribute("id");
      const anchor = `#${encodeURIComponent(id)}`;
      await page.goto(`${setting.base}ja/${path}${anchor}`);
      for (const language of ["en", "ja"]) {
        await page.locator(`header a[hreflang="${language}"]`).first().click();
        await page.waitForURL((url) => url.href.startsWith(`${setting.base}${language}/${path}`));
        assert.equal(await page.locator("html").getAttribute("lang"), language);
        assert.equal(await page.locator(`[id="${id}"]`).count(), 1, `${language}/${path} has ${anchor}`);
        if (new URL(page.url()).hash !== anchor) faults.push(`${path}${anchor} leads to the top of the ${language} page`);
      }
    }
  });
}

async function anAnchorIsInSight(setting) {
  return visit(setting, {}, async (page, faults) => {
    for (const viewport of [DESKTOP, PHONE]) {
      await page.setViewportSize(viewport);
      for (const path of [ACTIVITY, SECTION, "directives/2023/balancing/", "glossary/"]) {
        await page.goto(`${setting.base}ja/${path}`);
        const ids = await page.locator("main [id]").evaluateAll((all) => all.map((element) => element.id));
        const id = ids[Math.floor(ids.length / 2)];
        await page.goto("about:blank");
        await page.goto(`${setting.base}ja/${path}#${encodeURIComponent(id)}`);
        const hidden = await page.locator(`[id="${id}"]`).evaluate((element) => {
          const { top, left, width } = element.getBoundingClientRect();
          const atPoint = document.elementFromPoint(left + Math.min(width / 2, 20), Math.max(top, 0) + 4);
          const seen = top >= -1 && top < innerHeight && (element.contains(atPoint) || atPoint?.contains(element));
          return seen ? "" : `top at ${Math.round(top)}, ${atPoint?.outerHTML.slice(0, 80)} is there`;
        });
        if (hidden) faults.push(`${path}#${id} at ${viewport.width}: ${hidden}`);
      }
    }
  });
}

async function aPermalinkIsCopied(setting) {
  const permissions = ["clipboard-read", "clipboard-write"];
  return visit(setting, { permissions }, async (page) => {
    for (const path of [ACTIVITY, SECTION]) {
      await page.goto(`${setting.base}ja/${path}`);
      const button = page.locator("main button.copy").nth(1);
      assert.ok(await button.getAttribute("aria-label"), "the button has a name");
      const link = await page.locator("main a.permalink").nth(1).evaluate((element) => element.href);
      await button.click();
      await page.locator("[role=status]:not(:empty)").first().waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(copied, link);
      await page.goto(copied);
      assert.equal(await page.locator(`[id="${decodeURIComponent(new URL(copied).hash.slice(1))}"]`).count(), 1);
    }
  });
}

async function centersAreFiltered(setting) {
  return visit(setting, {}, async (page) => {
    for (const [language, word, id] of [["ja", "大阪", "osaka"], ["ja", "東京都", "tokyo"], ["ja", "hokkai", "hokkaido"], ["en", "OSAKA", "osaka"]]) {
      await page.goto(`${setting.base}${language}/centers/`);
      const visible = page.locator("main li[data-center]:visible");
      const input = page.locator("[data-filter] input");
      assert.equal(await visible.count(), 47, "all centers before a word is typed");
      await input.fill(word);
      assert.equal(await visible.count(), 1, `centers for ${word}`);
      assert.equal(await visible.getAttribute("data-center"), id);
      await input.fill("zzz");
      assert.equal(await visible.count(), 0);
      assert.ok((await page.locator("[data-filter] [role=status]").textContent()).trim(), "it says that there is none");
      await input.fill("");
      assert.equal(await visible.count(), 47, "all centers when the word is gone");
    }
  });
}

async function theCenterIsRemembered(setting) {
  return visit(setting, {}, async (page) => {
    await page.goto(`${setting.base}ja/centers/tokyo/`);
    await page.goto(`${setting.base}ja/centers/`);
    await page.locator("[data-remembered] a").click();
    await page.waitForURL(`${setting.base}ja/centers/tokyo/`);
  });
}

async function eventsAreFilteredAndTheAddressSaysHow(setting) {
  return visit(setting, {}, async (page) => {
    const shown = () => page.locator(".events > li:visible").count();
    const centers = () => page.locator(".events > li:visible").evaluateAll(
      (events) => [...new Set(events.map((event) => event.dataset.center))]);
    await page.clock.install({ time: new Date("2026-11-01T00:00:00Z") });
    await page.goto(`${setting.base}ja/events/`);
    const all = await shown();
    await page.selectOption("#event-center", "tokyo");
    assert.deepEqual(await centers(), ["tokyo"]);
    const inTokyo = await shown();
    assert.ok(inTokyo > 0 && inTokyo < all, `${inTokyo} of ${all}`);
    const said = await page.locator("[data-events-filter] [role=status]").textContent();
    assert.ok(said.includes(String(inTokyo)), `it says how many: ${said}`);
    await page.check("#event-online");
    assert.equal(new URL(page.url()).search, "?center=tokyo&online=1");
    const online = await shown();
    await page.goto(page.url());
    assert.equal(await shown(), online, "the address brings the same events");
    assert.equal(await page.locator("#event-center").inputValue(), "tokyo");
    await page.uncheck("#event-online");
    await page.selectOption("#event-center", "");
    await page.fill("#event-words", "ほげぴよ");
    assert.equal(await shown(), 0);
    await page.fill("#event-words", "");
    assert.equal(await shown(), all);
  });
}

async function eventsThatAreOverAreHidden(setting) {
  return visit(setting, {}, async (page) => {
    const visible = page.locator("[data-passing] > li:visible");
    const at = async (time) => {
      await page.clock.setFixedTime(time);
      await page.goto(`${setting.base}ja/events/`);
      return visible.count();
    };
    const early = await at("2024-03-01T00:00:00+09:00");
    assert.ok(early > 0, "the bundled portal has events after the day it is built for");
    assert.equal(await at("2034-03-01T00:00:00+09:00"), 0);
  });
}

async function theSkipLinkLeadsToTheContent(setting) {
  return visit(setting, {}, async (page) => {
    for (const viewport of [DESKTOP, PHONE]) {
      await page.setViewportSize(viewport);
      await page.goto(`${setting.base}ja/${SECTION}`);
      await page.keyboard.press("Tab");
      const link = page.locator(":focus");
      assert.equal(await link.getAttribute("href"), "#main", "the first stop is the skip link");
      const box = await link.boundingBox();
      assert.ok(box.x >= 0 && box.y >= 0 && box.width > 40 && box.height > 16, "the skip link can be seen");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      assert.ok(await page.evaluate(() => document.activeElement.closest("main")), "the next stop is in the content");
    }
  });
}

async function theFocusCanBeSeen(setting) {
  return visit(setting, {}, async (page, faults) => {
    for (const [viewport, path] of [[DESKTOP, ""], [PHONE, ""], [DESKTOP, ACTIVITY], [PHONE, "centers/"], [DESKTOP, "directives/2023/balancing/"]]) {
      await page.setViewportSize(viewport);
      await page.goto(`${setting.base}ja/${path}`);
      for (let stop = 1; stop <= 40; stop += 1) {
        await page.keyboard.press("Tab");
        const fault = await page.evaluate(() => {
          const element = document.activeElement;
          if (element === document.body) return "";
          const style = getComputedStyle(element);
          const ringed = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
          const { left, top, width, height } = element.getClientRects()[0] ?? new DOMRect();
          const atPoint = document.elementFromPoint(left + width / 2, top + height / 2);
          const seen = element.contains(atPoint) || atPoint?.contains(element);
          if (ringed && seen) return "";
          return `${element.outerHTML.slice(0, 100)} ${ringed ? "is not in sight" : "has no ring"}`;
        });
        if (fault) faults.push(`/ja/${path} at ${viewport.width}, stop ${stop}: ${fault}`);
      }
    }
  });
}

async function everythingIsThereWithoutScript(setting) {
  return visit(setting, { javaScriptEnabled: false, viewport: PHONE }, async (page) => {
    await page.goto(`${setting.base}ja/centers/`);
    assert.equal(await page.locator("main li[data-center]:visible").count(), 47);
    assert.equal(await page.locator("main input:visible").count(), 0, "no filter that would do nothing");
    await page.goto(`${setting.base}ja/${ACTIVITY}`);
    assert.equal(await page.locator("main button:visible").count(), 0, "no button that would do nothing");
    assert.ok(await page.locator("main .permalink:visible").count(), "permalinks");
    const menu = page.locator("header summary").first();
    const links = page.locator("header nav.menu a:visible");
    if (!(await links.count())) await menu.click();
    await links.first().click();
    assert.ok(await page.locator("h1").isVisible());
  });
}

async function theFolderCanBeOpened(setting) {
  return visit(setting, {}, async (page) => {
    const start = pathToFileURL(`${setting.site}/`).href;
    await page.goto(`${start}ja/index.html`);
    assert.ok(await isStyled(page), "styled");
    await page.locator('main a[href*="directives/2023/"]').first().click();
    await page.waitForURL((url) => url.pathname.endsWith("/index.html"));
    assert.ok(await page.locator("h1").isVisible());
    await page.locator('header a[hreflang="en"]').first().click();
    await page.waitForURL((url) => url.href.startsWith(`${start}en/`) && url.pathname.endsWith("/index.html"));
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
  });
}

async function aMissingPageLeadsBack(setting) {
  const address = `${setting.base}ja/directives/1999/nowhere/`;
  const faults = await visit(setting, {}, async (page) => {
    const response = await page.goto(address);
    assert.equal(response.status(), 404);
    assert.ok(await isStyled(page), "styled");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${address}#main`);
    await page.locator('a[href$="ja/"]').first().click();
    await page.waitForURL(`${setting.base}ja/`);
  });
  // The browser notes the missing page itself, as it should.
  return faults.filter((fault) => !fault.includes(`(${address})`));
}

async function darkIsDark(setting) {
  return visit(setting, {}, async (page) => {
    await page.goto(`${setting.base}ja/`);
    const brightness = async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      const picture = await page.screenshot({ clip: { x: 0, y: 0, width: 1, height: 1 } });
      return page.evaluate(async (data) => {
        const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(data), (c) => c.charCodeAt(0))]));
        const canvas = new OffscreenCanvas(1, 1).getContext("2d");
        canvas.drawImage(bitmap, 0, 0);
        return canvas.getImageData(0, 0, 1, 1).data[0];
      }, picture.toString("base64"));
    };
    assert.ok((await brightness("light")) > 200);
    assert.ok((await brightness("dark")) < 80);
  });
}

async function theDocumentsPrint(setting) {
  return visit(setting, {}, async (page) => {
    for (const [name, path] of [["directives", "directives/2023/print/"], ["guidance", "guidance/overwork/print/"]]) {
      await page.goto(`${setting.base}ja/${path}`);
      const pdf = await page.pdf({ path: `${setting.screenshots}/${name}.pdf`, preferCSSPageSize: true });
      const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
      assert.ok(sheets > 3, `${name} fill ${sheets} sheets`);
    }
  });
}

/** Local experts, desks and events are handed over as one sheet, at the centers that have most to say. */
async function aTopicAtACenterPrintsOnOneSheet(setting) {
  return visit(setting, {}, async (page) => {
    for (const language of ["ja", "en"]) {
      for (const address of ["chemical-substances/tokyo", "addiction/tokyo", "balancing-treatment/osaka", "mental-health/fukuoka"]) {
        await page.goto(`${setting.base}${language}/topics/${address}/`);
        const sheets = (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b/g)?.length;
        assert.equal(sheets, 1, `${language} ${address} fills ${sheets} sheets`);
      }
    }
  });
}

export const behaviours = [
  rootLeadsToTheAuthoritativeLanguage,
  languageSwitchStaysOnTheProvision,
  anAnchorIsInSight,
  aPermalinkIsCopied,
  centersAreFiltered,
  theCenterIsRemembered,
  eventsAreFilteredAndTheAddressSaysHow,
  eventsThatAreOverAreHidden,
  theSkipLinkLeadsToTheContent,
  theFocusCanBeSeen,
  everythingIsThereWithoutScript,
  theFolderCanBeOpened,
  aMissingPageLeadsBack,
  darkIsDark,
  theDocumentsPrint,
  aTopicAtACenterPrintsOnOneSheet,
];
