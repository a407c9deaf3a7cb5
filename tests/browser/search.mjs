// What a person does with the search. Each function is a test; it returns or throws what is wrong.

import { strict as assert } from "node:assert";
import { pathToFileURL } from "node:url";
import { DESKTOP, PHONE, visit } from "./behaviour.mjs";

const WORD = "面接指導";
const OTHER_WORD = "産業医";
const NOWHERE = "ほげぴよ";
const SEARCH = "ja/search/";
const RESULTS = `${SEARCH}?q=${encodeURIComponent(WORD)}`;
/** Longer than anything waits before it searches. */
const A_WHILE = 600;

const field = (page) => page.locator("form.search input[name=q]");
const hits = (page) => page.locator("[data-part=hits] > li");
const options = (page) => page.getByRole("option");
const heading = (page) => page.locator("#results-title");
const count = async (page) => Number((await page.locator("[data-part=count]").textContent()).replace(/\D/g, ""));
const asked = (page) => new URL(page.url()).searchParams;
/** A facet's check boxes as `{value, count, checked}`. */
const facet = (page, name) => page.locator(`[data-facet=${name}] li`).evaluateAll((rows) => rows.map((row) => ({
  value: row.querySelector("input").value,
  checked: row.querySelector("input").checked,
  count: Number(row.querySelector(".amount").textContent.replace(/\D/g, "")),
})));

/** Opens the results of a query and waits for them. */
async function open(page, { base }, path = RESULTS) {
  await page.goto(base + path);
  await hits(page).first().waitFor();
}

/** Waits until the results are those of `query`. */
async function resultsFor(page, query) {
  await page.waitForFunction((query) => {
    const title = document.getElementById("results-title");
    return title?.checkVisibility() && title.textContent.includes(query);
  }, query);
}

async function everyPageHasAField(setting) {
  return visit(setting, {}, async (page) => {
    for (const [from, to] of [["ja/", "ja"], ["ja/topics/", "ja"], ["ja/guidance/overwork/5/2/", "ja"], ["en/centers/tokyo/", "en"], ["404.html", "ja"]]) {
      await page.goto(setting.base + from);
      const input = field(page);
      assert.equal(await input.count(), 1, `one field on ${from}`);
      assert.equal(await page.getByRole("search").count(), 1);
      assert.ok(await input.evaluate((element) => element.labels[0].textContent.trim()), `a label on ${from}`);
      await input.fill(to === "ja" ? WORD : "overtime");
      await page.keyboard.press("Enter");
      await page.waitForURL((url) => url.pathname.endsWith(`/${to}/search/`));
      await hits(page).first().waitFor();
      assert.ok(await field(page).inputValue(), "the word stays in the field");
    }
  });
}

async function resultsComeAsOneTypes(setting) {
  return visit(setting, {}, async (page) => {
    await page.goto(setting.base + SEARCH);
    assert.ok(await page.locator("[data-part=start] a").count(), "topics before a word is typed");
    const entries = await page.evaluate(() => history.length);
    await field(page).pressSequentially(WORD, { delay: 20 });
    await resultsFor(page, WORD);
    assert.ok(await hits(page).count());
    assert.ok((await page.title()).includes(WORD), "the title says what was searched");
    assert.equal(asked(page).get("q"), WORD, "the address too");
    assert.equal(await page.evaluate(() => history.length), entries, "typing adds no entry to the history");
    assert.ok(await page.locator("[data-part=start]").isHidden());
    assert.ok(await hits(page).first().locator("mark").count(), "what was found is marked");
    await field(page).fill("");
    await page.locator("[data-part=start]").waitFor();
    assert.equal(asked(page).has("q"), false);
  });
}

async function onlyTheLastWordIsShown(setting) {
  return visit(setting, {}, async (page) => {
    // Every answer to the first word comes later than that to the second.
    await page.addInitScript((slow) => {
      let open;
      const slowly = (opened) => async (...index) => {
        const engine = await opened(...index);
        const search = engine.search.bind(engine);
        engine.search = async (query, options) => {
          const found = await search(query, options);
          await new Promise((done) => setTimeout(done, query === slow ? 500 : 0));
          return found;
        };
        return engine;
      };
      globalThis.shirube = { get open() { return open; }, set open(opened) { open = slowly(opened); } };
    }, OTHER_WORD);
    await page.goto(setting.base + SEARCH);
    await field(page).fill(OTHER_WORD);
    await page.keyboard.press("Enter");
    await field(page).fill(WORD);
    await page.keyboard.press("Enter");
    await page.waitForTimeout(A_WHILE + 500);
    assert.ok((await heading(page).textContent()).includes(WORD));
  });
}

async function nothingFiresWhileComposing(setting) {
  return visit(setting, {}, async (page) => {
    const session = await page.context().newCDPSession(page);
    const compose = (text) => session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    for (const path of [SEARCH, "ja/topics/"]) {
      await page.goto(setting.base + path);
      await field(page).focus();
      if (path !== SEARCH) await page.getByRole("combobox").waitFor();
      for (const text of ["ｍ", "め", "めん", "面接"]) {
        await compose(text);
        await page.waitForTimeout(150);
      }
      await page.waitForTimeout(A_WHILE);
      assert.equal(await field(page).inputValue(), "面接");
      assert.equal(asked(page).has("q"), false, "the address waits");
      assert.equal(await options(page).count(), 0, "suggestions wait");
      assert.equal(await page.locator("[data-part=hits] > li").count(), 0, "results wait");
      // The keys that choose among the candidates of the input method.
      for (const key of ["ArrowDown", "Enter", "Escape"]) {
        const handled = await field(page).evaluate((input, key) => {
          const event = new KeyboardEvent("keydown", { key, keyCode: 229, isComposing: true, bubbles: true, cancelable: true });
          return !input.dispatchEvent(event);
        }, key);
        assert.equal(handled, false, `${key} is left to the input method`);
      }
      await session.send("Input.insertText", { text: "面接" });
      if (path === SEARCH) {
        await resultsFor(page, "面接");
      } else {
        await options(page).first().waitFor();
        assert.ok(page.url().endsWith(path), "nothing was sent");
      }
    }
  });
}

async function facetsNarrow(setting) {
  return visit(setting, {}, async (page) => {
    await open(page, setting);
    const total = await count(page);
    const kinds = await facet(page, "kind");
    assert.ok(kinds.length > 2 && kinds.every((kind) => kind.count > 0), "kinds with their counts");
    // Any of a facet.
    let expected = 0;
    for (const { value, count: n } of kinds.slice(1, 3)) {
      const box = page.locator(`[data-facet=kind] input[value="${value}"]`);
      expected += n;
      await box.focus();
      await page.keyboard.press("Space");
      await page.waitForFunction((n) => document.querySelector("[data-part=count]").textContent.replace(/\D/g, "") === `${n}`, expected);
      assert.ok(await box.evaluate((element) => element === document.activeElement), "the focus stays");
    }
    assert.deepEqual(asked(page).getAll("kind").sort(), kinds.slice(1, 3).map((kind) => kind.value).sort());
    const now = await facet(page, "kind");
    assert.deepEqual(now.map((kind) => [kind.value, kind.count]), kinds.map((kind) => [kind.value, kind.count]), "other values of a facet stay, and stay in place");
    // All across.
    const [topic] = await facet(page, "topic");
    await page.locator(`[data-facet=topic] input[value="${topic.value}"]`).check();
    await page.waitForFunction(() => document.querySelectorAll("[data-part=filters] a[aria-label]").length === 3);
    assert.equal(await count(page), topic.count);
    assert.ok(topic.count <= expected && expected < total);
    // What is chosen is shown, and can be given up there.
    const chosen = page.locator("[data-part=filters] a[aria-label]");
    await chosen.first().click();
    await page.waitForFunction(() => document.querySelectorAll("[data-part=filters] a[aria-label]").length === 2);
    await page.locator("[data-part=filters] a:not([aria-label])").click();
    await page.waitForFunction((n) => document.querySelector("[data-part=count]").textContent.replace(/\D/g, "") === `${n}`, total);
    assert.equal([...asked(page).keys()].join(), "q");
  });
}

async function whatIsChosenStays(setting) {
  return visit(setting, {}, async (page) => {
    await open(page, setting);
    const value = (await facet(page, "kind")).at(-1).value;
    await page.goto(`${setting.base + SEARCH}?q=${encodeURIComponent(NOWHERE)}&kind=${value}`);
    await resultsFor(page, NOWHERE);
    const box = page.locator(`[data-facet=kind] input[value="${value}"]`);
    assert.ok(await box.isChecked(), "a value without results can be given up");
    await page.locator("[data-part=filters] a").click();
    await page.waitForURL((url) => !url.searchParams.has("kind"));
  });
}

async function longFacetsUnfold(setting) {
  return visit(setting, {}, async (page) => {
    await open(page, setting, `${SEARCH}?q=${encodeURIComponent("労働者")}`);
    const long = page.locator("fieldset[data-facet]:has(li:nth-child(9))").first();
    const visible = long.locator("li:visible");
    assert.equal(await visible.count(), 8);
    await long.getByRole("button").click();
    assert.ok((await visible.count()) > 8);
    assert.equal(await long.getByRole("button").getAttribute("aria-expanded"), "true");
  });
}

async function anAddressBringsTheResultsBack(setting) {
  return visit(setting, {}, async (page) => {
    await open(page, setting);
    const [first] = (await facet(page, "kind")).sort((a, b) => b.count - a.count);
    assert.ok(first.count > 10, "more than a page");
    await open(page, setting, `${RESULTS}&kind=${first.value}&page=2`);
    assert.equal(await field(page).inputValue(), WORD);
    assert.ok(await page.locator(`[data-facet=kind] input[value="${first.value}"]`).isChecked());
    assert.equal(await count(page), first.count);
    assert.equal(await page.locator("[data-part=hits]").evaluate((list) => list.start), 11);
    assert.equal(await page.locator('.pages [aria-current="page"]').textContent(), "2");
    const one = page.locator(".pages a", { hasText: /^1$/ });
    assert.ok((await one.getAttribute("href")).includes("q="), "pages are plain links");
    await one.click();
    await page.waitForFunction(() => document.querySelector("[data-part=hits]").start === 1);
    assert.ok(await heading(page).evaluate((element) => element === document.activeElement), "the next stop is the first result");
    // The language switch keeps the word.
    await page.locator('header a[hreflang="en"]').click();
    await page.waitForURL((url) => url.pathname.endsWith("/en/search/") && url.searchParams.get("q") === WORD);
  });
}

async function theBackButtonGoesBack(setting) {
  return visit(setting, {}, async (page) => {
    await page.goto(setting.base + SEARCH);
    for (const word of [WORD, OTHER_WORD]) {
      await field(page).fill("");
      await field(page).pressSequentially(word);
      await resultsFor(page, word);
      await page.keyboard.press("Enter");
    }
    const [kind] = await facet(page, "kind");
    await page.locator(`[data-facet=kind] input[value="${kind.value}"]`).check();
    await page.locator("[data-part=filters] a").first().waitFor();
    await page.goBack();
    await page.locator("[data-part=filters] a").first().waitFor({ state: "detached" });
    assert.equal(asked(page).get("q"), OTHER_WORD);
    await page.goBack();
    await resultsFor(page, WORD);
    assert.equal(await field(page).inputValue(), WORD);
    await page.goForward();
    await resultsFor(page, OTHER_WORD);
    // From a result one comes back to the results.
    await hits(page).first().locator("h3 a").click();
    await page.waitForURL((url) => !url.pathname.endsWith("/search/"));
    await page.goBack();
    await resultsFor(page, OTHER_WORD);
  });
}

async function theKeyboardIsEnough(setting) {
  return visit(setting, {}, async (page) => {
    await page.goto(`${setting.base}ja/topics/`);
    for (let stop = 0; stop < 30 && !(await page.evaluate(() => document.activeElement.name === "q")); stop += 1) {
      await page.keyboard.press("Tab");
    }
    const input = page.getByRole("combobox");
    await input.waitFor();
    await page.keyboard.type("産業");
    await options(page).first().waitFor();
    assert.equal(await input.getAttribute("aria-expanded"), "true");
    assert.equal(await page.getByRole("listbox").getAttribute("id"), await input.getAttribute("aria-controls"));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const chosen = page.locator('[role=option][aria-selected="true"]');
    assert.equal(await chosen.count(), 1);
    assert.equal(await chosen.getAttribute("id"), await input.getAttribute("aria-activedescendant"));
    await page.keyboard.press("Escape");
    assert.equal(await options(page).count(), 0);
    assert.equal(await input.inputValue(), "産業", "Escape leaves the word");
    await page.keyboard.press("ArrowDown");
    await options(page).first().waitFor();
    await page.keyboard.press("ArrowUp");
    const text = await page.locator('[role=option][aria-selected="true"]').evaluate((option) => option.dataset.text);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname.endsWith("/ja/search/") && url.searchParams.get("q") === text);
    await resultsFor(page, text);
    await field(page).focus();
    for (let stop = 0; stop < 80 && !(await page.evaluate(() => document.activeElement.matches(".hits h3 a"))); stop += 1) {
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => !url.pathname.endsWith("/search/"));
    assert.ok(await page.locator("h1").isVisible());
  });
}

async function suggestionsComeWithTheFocus(setting) {
  return visit(setting, {}, async (page) => {
    const scripts = [];
    page.on("request", (request) => { if (request.url().includes("/search/")) scripts.push(request.url()); });
    await page.goto(`${setting.base}ja/glossary/`);
    assert.deepEqual(scripts, [], "nothing is loaded for the search before it is used");
    await page.locator("input[name=q]").pressSequentially("産業");
    await options(page).first().waitFor();
    assert.ok(scripts.length > 0);
    await options(page).first().click();
    await page.waitForURL((url) => url.pathname.endsWith("/ja/search/"));
    await page.goto(`${setting.base}ja/glossary/`);
    await page.locator("input[name=q]").pressSequentially("産業");
    await options(page).first().waitFor();
    await page.locator("h1").click();
    assert.equal(await options(page).count(), 0, "they go with the focus");
  });
}

async function theCountIsSaidOnce(setting) {
  return visit(setting, {}, async (page) => {
    await page.goto(setting.base + SEARCH);
    const status = page.locator("[data-part=status]");
    assert.equal(await status.getAttribute("role"), "status");
    await status.evaluate((element) => {
      globalThis.said = [];
      new MutationObserver(() => { if (element.textContent) globalThis.said.push(element.textContent); }).observe(element, { childList: true, characterData: true, subtree: true });
    });
    await field(page).pressSequentially(WORD, { delay: 150 });
    await page.waitForFunction(() => globalThis.said.length > 0);
    await page.waitForTimeout(A_WHILE);
    const said = await page.evaluate(() => globalThis.said);
    assert.equal(said.length, 1, said.join(" / "));
    assert.ok(said[0].includes(WORD) && said[0].includes(await page.locator("[data-part=count]").textContent()));
  });
}

async function nothingFoundLeadsOn(setting) {
  return visit(setting, {}, async (page) => {
    await page.goto(`${setting.base}ja/centers/osaka/`);
    await page.goto(`${setting.base + SEARCH}?q=${encodeURIComponent(NOWHERE)}`);
    await resultsFor(page, NOWHERE);
    const nothing = page.locator("[data-part=nothing]");
    await nothing.locator('a[href*="centers/osaka/"]').waitFor();
    assert.ok(await page.locator('[data-part=start] a[href*="/topics/"]:visible').count(), "topics");
    assert.ok(await nothing.locator("[data-wider=also] a").isVisible(), "the other language");
    assert.equal(await hits(page).count(), 0);
    await nothing.locator("[data-wider=also] a").click();
    await page.waitForURL((url) => url.searchParams.get("also") === "en");
  });
}

async function theOtherLanguageCanBeAsked(setting) {
  return visit(setting, {}, async (page) => {
    await open(page, setting, `${SEARCH}?q=THP`);
    const other = page.locator("[data-part=other]");
    assert.ok(await other.isHidden());
    await page.locator("input[name=also]").check();
    await other.locator("li").first().waitFor();
    assert.equal(asked(page).get("also"), "en");
    assert.ok((await other.locator("li [lang=en]").count()) > 0, "marked with its language");
    assert.ok((await other.locator("li a").first().getAttribute("href")).includes("/en/"));
    await other.locator("a.forward").click();
    await page.waitForURL((url) => url.pathname.endsWith("/en/search/") && url.searchParams.get("q") === "THP" && !url.searchParams.has("also"));
    await hits(page).first().waitFor();
  });
}

async function aFolderIsSearched(setting) {
  return visit(setting, {}, async (page) => {
    const start = pathToFileURL(`${setting.site}/`).href;
    await page.goto(`${start}ja/topics/index.html`);
    await page.locator("input[name=q]").pressSequentially("産業");
    await options(page).first().waitFor();
    await field(page).fill(WORD);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname.endsWith("/ja/search/index.html") && url.searchParams.get("q") === WORD);
    await hits(page).first().waitFor();
    await field(page).fill(OTHER_WORD);
    await resultsFor(page, OTHER_WORD);
    assert.equal(asked(page).get("q"), OTHER_WORD);
    await page.keyboard.press("Enter");
    const [kind] = await facet(page, "kind");
    await page.locator(`[data-facet=kind] input[value="${kind.value}"]`).check();
    await page.waitForURL((url) => url.searchParams.get("kind") === kind.value);
    await page.reload();
    await hits(page).first().waitFor();
    assert.equal(await count(page), kind.count);
    await hits(page).first().locator("h3 a").click();
    await page.waitForURL((url) => url.href.startsWith(`${start}ja/`) && url.pathname.endsWith("/index.html") && !url.pathname.includes("/search/"));
    assert.ok(await page.locator("h1").isVisible());
  });
}

async function withoutScriptTheListsLeadOn(setting) {
  const faults = await visit(setting, { javaScriptEnabled: false }, async (page) => {
    for (const viewport of [DESKTOP, PHONE]) {
      await page.setViewportSize(viewport);
      for (const path of ["ja/", "ja/centers/", "en/events/", "404.html", SEARCH]) {
        await page.goto(setting.base + path);
        assert.equal(await page.locator("input[name=q]:visible").count(), 0, `no field that would do nothing on ${path}`);
        for (const list of ["topics/", "glossary/"]) {
          assert.ok(await page.locator(`.instead a[href$="${list}"]:visible`).count(), `${list} on ${path}`);
        }
      }
    }
    await page.goto(setting.base + SEARCH);
    assert.ok(await page.locator("[data-part=start] a:visible").count(), "the topics on the search page");
  });
  // The browser refuses to load a script ahead of time where it runs none, as it should.
  return faults.filter((fault) => !/root\.js\S* csp$/.test(fault));
}

async function whatCannotBeLoadedIsSaid(setting) {
  const faults = [];
  for (const missing of ["**/assets/search.*.js", "**/search/ja/*.js*"]) {
    faults.push(...(await visit(setting, {}, async (page) => {
      await page.route(missing, (route) => route.abort());
      await page.goto(setting.base + RESULTS);
      const failed = page.locator("[data-part=failed]");
      await failed.waitFor();
      assert.ok(await failed.locator('a[href$="topics/"]').isVisible());
      assert.ok(await failed.locator('a[href$="glossary/"]').isVisible());
    })));
  }
  // Whichever comes last, the failure or the other scripts of the page.
  faults.push(...(await visit(setting, {}, async (page) => {
    await page.route("**/search/ja/*.js*", (route) => route.abort());
    let continued = false;
    await page.route("**/assets/site.*.js", async (route) => {
      await page.waitForTimeout(A_WHILE);
      continued = true;
      await route.continue();
    });
    await page.goto(setting.base + RESULTS);
    assert.ok(continued, "the other script comes late");
    await page.locator("[data-part=failed]").waitFor();
    // With the next word it is tried again.
    await page.unroute("**/search/ja/*.js*");
    await field(page).fill(OTHER_WORD);
    await hits(page).first().waitFor();
    assert.ok(await page.locator("[data-part=failed]").isHidden());
  })));
  // The browser notes the missing files itself, as it should.
  return faults.filter((fault) => !/ERR_FAILED/.test(fault));
}

async function thePhoneHasRoom(setting) {
  return visit(setting, { viewport: PHONE, hasTouch: true }, async (page, faults) => {
    await open(page, setting, `${RESULTS}&also=en`);
    const box = page.locator("[data-facet=kind] input").first();
    assert.ok(await box.isHidden(), "facets are folded");
    const top = await hits(page).first().evaluate((element) => element.getBoundingClientRect().top);
    assert.ok(top < PHONE.height * 0.85, "the first result is in sight");
    await page.locator(".facets summary").click();
    await box.check();
    await page.locator("[data-part=filters] a").first().waitFor();
    assert.match(await page.locator(".facets summary").textContent(), /1/);
    for (const width of [320, PHONE.width]) {
      await page.setViewportSize({ width, height: 700 });
      for (const path of [`${RESULTS}&also=en`, `${SEARCH}?q=${encodeURIComponent(NOWHERE)}`, "en/search/?q=overtime"]) {
        await page.goto(setting.base + path);
        await heading(page).waitFor();
        const scroll = await page.evaluate(() => document.documentElement.scrollWidth);
        if (scroll > width) faults.push(`${path} is ${scroll} wide at ${width}`);
      }
    }
  });
}

async function thePolicyAllowsAllOfIt(setting) {
  return visit(setting, {}, async (page, faults) => {
    const check = async () => faults.push(...await page.evaluate(() =>
      [...document.querySelectorAll('[style], style, script:not([src], [type="application/ld+json"])')].map((one) => one.outerHTML.slice(0, 80))));
    await open(page, setting, `${RESULTS}&also=en`);
    await check();
    await page.goto(`${setting.base}ja/topics/`);
    await field(page).pressSequentially("産業");
    await options(page).first().waitFor();
    await check();
  });
}

export const searches = [
  everyPageHasAField,
  resultsComeAsOneTypes,
  onlyTheLastWordIsShown,
  nothingFiresWhileComposing,
  facetsNarrow,
  whatIsChosenStays,
  longFacetsUnfold,
  anAddressBringsTheResultsBack,
  theBackButtonGoesBack,
  theKeyboardIsEnough,
  suggestionsComeWithTheFocus,
  theCountIsSaidOnce,
  nothingFoundLeadsOn,
  theOtherLanguageCanBeAsked,
  aFolderIsSearched,
  withoutScriptTheListsLeadOn,
  whatCannotBeLoadedIsSaid,
  thePhoneHasRoom,
  thePolicyAllowsAllOfIt,
];
