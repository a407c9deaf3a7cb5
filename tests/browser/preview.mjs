// Previews of what links in texts lead to, and the arrival there. Each function is a test; it returns or throws what is wrong.

import { strict as assert } from "node:assert";
import { pathToFileURL } from "node:url";
import { DESKTOP, PHONE, visit } from "./behaviour.mjs";
import { axe, violations } from "./look.mjs";

const SECTION = "guidance/overwork/5/2/";
const box = (page) => page.locator(".preview:popover-open");
/** A reference to a place of the same page, and two to places of the same other page. */
const here = (page) => page.locator('main a.reference.clause[href="#u-a-a"]').first();
const elsewhere = (page) => page.locator('main a.reference.clause[href="../1/#a-i"]');
const range = (page) => page.locator('main a.reference.clause[href="../1/#a-o-interviews-a"]');
/** Longer than a box takes to open or to close. */
const pass = (page) => page.waitForTimeout(900);
const opens = (page) => box(page).waitFor({ timeout: 5000 });
const closes = (page) => page.locator(".preview").waitFor({ state: "hidden", timeout: 5000 });
const aside = (page) => page.mouse.move(1, 1);

async function staysClosed(page, why) {
  await pass(page);
  assert.equal(await box(page).count(), 0, why);
}

/** The pages that are asked for after the first one. */
function noteFetches(page) {
  const fetched = [];
  page.on("request", (request) => { if (request.resourceType() === "fetch") fetched.push(new URL(request.url()).pathname); });
  return fetched;
}

async function aReferenceShowsThePlaceOnTheSamePage(setting) {
  return visit(setting, {}, async (page) => {
    const fetched = noteFetches(page);
    await page.goto(`${setting.base}ja/${SECTION}`);
    const text = await page.locator('[id="u-a-a"] > .body > .text').innerText();
    await page.evaluate(() => {
      const note = (name) => { document.body.dataset[name] ??= performance.now(); };
      document.addEventListener("pointerover", ({ target }) => { if (target.closest('[href="#u-a-a"]')) note("pointed"); });
      document.addEventListener("toggle", () => note("opened"), true);
    });
    await here(page).hover();
    await opens(page);
    const waited = await page.evaluate(() => document.body.dataset.opened - document.body.dataset.pointed);
    assert.ok(waited > 250, `a pointer that passes by opens nothing: opened after ${waited} ms`);
    assert.equal((await page.locator(".preview-where").innerText()).trim(), await page.locator("#u > .body > h2").innerText());
    assert.equal((await page.locator(".preview-title").innerText()).replace(/\s/g, ""), "5(2)ウ(ア)a");
    assert.equal((await page.locator(".preview-text").innerText()).trim(), text.trim());
    assert.equal(await box(page).locator("[href], [id]:not(#preview-title), button, [tabindex]").count(), 0, "nothing to use, no id twice");
    await aside(page); // for scrolling may bring other links under the pointer
    await page.locator('main a.reference.clause[href="#u"]').first().hover();
    await page.locator(".preview-title", { hasText: "面接指導等の実施等" }).waitFor();
    assert.equal(await box(page).locator(".provision").count(), 3, "the level below, and no more");
    assert.deepEqual(fetched, [], "what is here is not fetched");
  });
}

async function aReferenceShowsAnotherPageFetchedOnce(setting) {
  return visit(setting, {}, async (page) => {
    const fetched = noteFetches(page);
    await page.goto(`${setting.base}ja/${SECTION}`);
    await pass(page);
    assert.deepEqual(fetched, [], "nothing is fetched before it is asked for");
    for (const [link, title, others] of [[range, "5(1)ア(オ)a", "ほか5件"], [elsewhere, "5(1)ア(イ)", ""], [range, "5(1)ア(オ)a", "ほか5件"]]) {
      await link(page).hover();
      await page.locator(".preview-title", { hasText: title }).waitFor();
      assert.equal(await page.locator(".preview-more").textContent(), others);
    }
    assert.deepEqual(fetched, [new URL(`${setting.base}ja/guidance/overwork/5/1/`).pathname]);
    // A clause with a page of its own is shown from its beginning.
    await page.goto(`${setting.base}ja/guidance/overwork/5/4/`);
    await page.locator('main a.reference.clause[href="../2/"]').hover();
    await opens(page);
    assert.match(await page.locator(".preview-where").innerText(), /^5/);
    assert.match(await page.locator(".preview-title").innerText(), /^5\(2\)/);
    assert.ok(await box(page).locator(".provision").count() > 2, "the level below");
    assert.ok(await box(page).locator("h2").count() && !(await box(page).getByRole("heading").count()), "its headings are none of this page");
  });
}

async function aTermShowsItsDefinition(setting) {
  return visit(setting, {}, async (page) => {
    for (const list of ["glossary/", "guidance/overwork/references/"]) {
      await page.goto(`${setting.base}ja/${SECTION}`);
      const term = page.locator(`main a.term[href*="${list.split("/").at(-2)}/#"]`).first();
      const address = await term.evaluate((link) => link.href);
      await page.goto(address);
      const entry = page.locator(":target");
      const [name, definition] = await entry.evaluate((one) => [one.querySelector("dt").innerText, one.querySelector("dd.text").innerText]);
      await page.goto(`${setting.base}ja/${SECTION}`);
      await term.hover();
      await opens(page);
      assert.equal((await page.locator(".preview-title").innerText()).trim(), name.trim());
      assert.ok((await page.locator(".preview-text").innerText()).includes(definition.trim()));
    }
  });
}

async function theKeyboardOpensAndClosesIt(setting) {
  return visit(setting, {}, async (page) => {
    await page.goto(`${setting.base}ja/${SECTION}`);
    await page.locator('[id="u-a-b"] > .num').focus();
    const isThere = () => here(page).evaluate((link) => link === document.activeElement);
    for (let stops = 0; !(await isThere()); stops += 1) {
      assert.ok(stops < 5, "the link is reached by Tab");
      await page.keyboard.press("Tab");
    }
    await opens(page);
    const described = await here(page).evaluate((link) => document.getElementById(link.getAttribute("aria-describedby"))?.textContent);
    assert.equal(described?.replace(/\s/g, ""), "5(2)ウ(ア)a", "the link is described by the title and not by a whole text");
    await page.keyboard.press("Escape");
    await closes(page);
    assert.ok(await isThere(), "the focus stays at the link");
    assert.equal(await here(page).getAttribute("aria-describedby"), null);
    await staysClosed(page, "what was closed stays closed");
    await page.keyboard.press("Tab");
    await pass(page);
    await page.keyboard.press("Shift+Tab");
    await opens(page);
    await page.evaluate(() => document.addEventListener("focusin", () => {
      document.body.dataset.covered = document.querySelector(".preview").matches(":popover-open");
    }, { once: true }));
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.body.dataset.covered), "false", "the next stop is not covered");
    const isAtReference = () => page.evaluate(() => document.activeElement.matches("a.reference.clause, a.term"));
    while (await isAtReference()) await page.keyboard.press("Tab");
    await closes(page);
  });
}

async function thePointerMayGoIntoIt(setting) {
  return visit(setting, {}, async (page) => {
    await page.goto(`${setting.base}ja/${SECTION}`);
    await here(page).hover();
    await opens(page);
    const { x, y, width, height } = await box(page).boundingBox();
    await page.mouse.move(x + width / 2, y + height / 2, { steps: 4 });
    await pass(page);
    assert.equal(await box(page).count(), 1, "it stays while the pointer is in it");
    await page.keyboard.press("Escape");
    await closes(page);
    await staysClosed(page, "Escape closes it under the pointer");
    await aside(page);
    await pass(page);
    await here(page).hover();
    await opens(page);
    // A pressed button leaves the focus at the link, but it does not show there.
    await here(page).click({ button: "right" });
    await aside(page);
    await closes(page);
    await here(page).hover();
    await opens(page);
    await here(page).click();
    assert.equal(await box(page).count(), 0, "a click closes it");
    assert.equal(new URL(page.url()).hash, "#u-a-a", "and follows the link");
    await aside(page);
    await pass(page);
    await here(page).hover();
    await opens(page);
  });
}

async function itStaysInTheWindowAndOffTheLink(setting) {
  return visit(setting, {}, async (page, faults) => {
    await page.goto(`${setting.base}ja/${SECTION}`);
    // The last is a desktop at a zoom of 200 %.
    for (const viewport of [DESKTOP, PHONE, { width: 640, height: 450 }]) {
      await page.setViewportSize(viewport);
      for (const [link, edge] of [[here, "start"], [here, "end"], [range, "start"], [range, "center"], [range, "end"]]) {
        await aside(page);
        await closes(page);
        await link(page).evaluate((element, block) => element.scrollIntoView({ block, behavior: "instant" }), edge);
        const rows = await link(page).evaluate((element) => [...element.getClientRects()].map(({ x, y, width, height }) => ({ x, y, width, height })));
        await page.mouse.move(rows[0].x + rows[0].width / 2, rows[0].y + rows[0].height / 2);
        await opens(page);
        const at = await box(page).boundingBox();
        const where = `${edge} at ${viewport.width}`;
        if (at.x < 0 || at.y < 0 || at.x + at.width > viewport.width || at.y + at.height > viewport.height) faults.push(`${where}: outside: ${JSON.stringify(at)}`);
        if (rows.some(({ y, height }) => y < at.y + at.height && at.y < y + height)) faults.push(`${where}: over the link`);
        if (at.height < 60 || at.width < 250) faults.push(`${where}: too small: ${JSON.stringify(at)}`);
      }
    }
  });
}

async function anOpenBoxIsAccessible(setting) {
  return visit(setting, {}, async (page, faults) => {
    await page.goto(`${setting.base}ja/${SECTION}`);
    await page.evaluate(axe);
    for (const link of [range(page), page.locator("main a.term").first()]) {
      await link.hover();
      await page.locator(`.preview:popover-open`).waitFor();
      await pass(page);
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        faults.push(...(await violations(page)).map((fault) => `${colorScheme}: ${fault}`));
      }
    }
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator(".preview").isVisible(), false, "it is not printed");
  });
}

async function aLinkThatLeadsNowhereShowsNothing(setting) {
  const address = `${setting.base}ja/guidance/overwork/5/1/`;
  const faults = await visit(setting, {}, async (page) => {
    await page.goto(`${setting.base}ja/${SECTION}`);
    await here(page).evaluate((link) => { link.dataset.was = link.hash; link.hash = "#nowhere"; });
    await page.locator("[data-was]").hover();
    await staysClosed(page, "a place that is missing");
    await page.route(address, (route) => route.fulfill({ status: 404, body: "missing" }));
    await elsewhere(page).hover();
    await staysClosed(page, "a page that is missing");
    await aside(page);
    await pass(page);
    await page.unroute(address);
    await elsewhere(page).hover();
    await opens(page);
    await elsewhere(page).click();
    await page.waitForURL(`${address}#a-i`);
  });
  // The browser notes the missing page itself, as it should.
  return faults.filter((fault) => !fault.includes(`(${address})`));
}

async function aTapFollowsTheLink(setting) {
  return visit(setting, { hasTouch: true, isMobile: true, viewport: PHONE }, async (page) => {
    const fetched = noteFetches(page);
    await page.goto(`${setting.base}ja/${SECTION}`);
    await here(page).evaluate((element) => element.scrollIntoView({ block: "center", behavior: "instant" }));
    const { x, y, width, height } = await here(page).boundingBox();
    const touch = await page.context().newCDPSession(page);
    const finger = { x: x + width / 2, y: y + height / 2 };
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [finger] });
    await staysClosed(page, "no box under a finger");
    await touch.send("Input.dispatchTouchEvent", { type: "touchCancel", touchPoints: [] });
    await here(page).tap();
    await page.waitForURL(/#u-a-a$/);
    await staysClosed(page, "no box by touch");
    await elsewhere(page).tap();
    await page.waitForURL(/5\/1\/#a-i$/);
    await staysClosed(page, "no box after a tap");
    assert.deepEqual(fetched, []);
  });
}

async function fromAFolderOnlyThePageItselfIsShown(setting) {
  return visit(setting, {}, async (page) => {
    const start = pathToFileURL(`${setting.site}/`).href;
    await page.goto(`${start}ja/${SECTION}index.html`);
    await here(page).hover();
    await opens(page);
    await elsewhere(page).hover();
    await closes(page);
    await staysClosed(page, "another file cannot be read");
    await elsewhere(page).click();
    await page.waitForURL(`${start}ja/guidance/overwork/5/1/index.html#a-i`);
  });
}

/** Waits until a place is in sight and marked. */
const arrived = (page, id) => page.waitForFunction((id) => {
  const element = document.getElementById(id);
  const { left, top } = element.getBoundingClientRect();
  const seen = document.elementFromPoint(left + 8, top + 8);
  const isMarked = !["rgba(0, 0, 0, 0)", getComputedStyle(document.documentElement).backgroundColor].includes(getComputedStyle(element).backgroundColor);
  return top >= 0 && top < innerHeight / 2 && element.contains(seen) && isMarked;
}, id, { timeout: 5000 });

async function theTargetIsMarkedAndBackLeadsBack(setting) {
  const faults = [];
  for (const options of [{}, { javaScriptEnabled: false, viewport: PHONE }, { colorScheme: "dark" }]) {
    faults.push(...(await visit(setting, options, async (page) => {
      await page.goto(`${setting.base}ja/${SECTION}`);
      await range(page).scrollIntoViewIfNeeded();
      const before = await range(page).boundingBox();
      await range(page).click();
      await page.waitForURL(/#a-o-interviews-a$/);
      await arrived(page, "a-o-interviews-a");
      await page.goBack();
      await page.waitForURL(`${setting.base}ja/${SECTION}`);
      await page.waitForTimeout(300);
      const after = await range(page).boundingBox();
      assert.ok(Math.abs(before.y - after.y) < 2, `back restores the place: ${before.y}, ${after.y}`);
      await page.goForward();
      await arrived(page, "a-o-interviews-a");
      // A group without number, and a clause with heading.
      for (const id of ["a-o-interviews", "a-o"]) {
        await page.goto(`${setting.base}ja/guidance/overwork/5/1/#${id}`);
        await arrived(page, id);
      }
    })));
  }
  return faults;
}

async function referencesAreReadWithinTheirLines(setting) {
  return visit(setting, {}, async (page) => {
    for (const path of [`ja/${SECTION}`, "ja/topics/doctor-interviews/", "ja/guidance/overwork/print/"]) {
      await page.goto(setting.base + path);
      const references = page.locator("main a.reference");
      assert.ok(await references.count() > 20, path);
      for (const media of ["screen", "print"]) {
        await page.emulateMedia({ media });
        const looks = await references.evaluateAll((all) => all.map((one) => {
          const { display, textDecorationLine } = getComputedStyle(one);
          return `${display} ${textDecorationLine}`;
        }));
        assert.deepEqual([...new Set(looks)], [media === "print" ? "inline none" : "inline underline"], `${path} ${media}`);
      }
    }
  });
}

export const previews = [
  referencesAreReadWithinTheirLines,
  aReferenceShowsThePlaceOnTheSamePage,
  aReferenceShowsAnotherPageFetchedOnce,
  aTermShowsItsDefinition,
  theKeyboardOpensAndClosesIt,
  thePointerMayGoIntoIt,
  itStaysInTheWindowAndOffTheLink,
  anOpenBoxIsAccessible,
  aLinkThatLeadsNowhereShowsNothing,
  aTapFollowsTheLink,
  fromAFolderOnlyThePageItselfIsShown,
  theTargetIsMarkedAndBackLeadsBack,
];
