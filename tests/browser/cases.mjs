// Which measures apply to a case, with and without script. Each function is a test; it returns or throws what is wrong.

import { strict as assert } from "node:assert";
import { pathToFileURL } from "node:url";
import { PHONE, visit } from "./behaviour.mjs";

const MEASURES = "guidance/overwork/measures/";
/** An interview by a doctor: over 80 hours with an application, which is a duty, and without one, which is less. */
const [DUE, ENDEAVOUR] = ["5/2/u/a/a", "5/2/u/a/b"];
const CASE = "?workers=general&hours=81&employees=49&application=yes";

const shown = (page) => page.locator("[data-measure]:visible").evaluateAll((all) => all.map(({ dataset }) => dataset.measure));
const status = async (page) => (await page.locator("main [role=status]").textContent()).trim();

async function aCaseIsEnteredByKeyboard(setting) {
  return visit(setting, {}, async (page) => {
    await page.goto(`${setting.base}en/${MEASURES}`);
    const all = (await shown(page)).length;
    assert.match(await status(page), /No situation is entered/);
    await page.locator("#case-workers").focus();
    await page.keyboard.type("workers in none");
    await page.keyboard.press("Tab");
    await page.keyboard.type("81");
    await page.keyboard.press("Tab");
    await page.keyboard.type("49");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.waitForURL(`${setting.base}en/${MEASURES}${CASE}`);
    const found = await shown(page);
    assert.ok(found.length < all && found.includes(DUE) && !found.includes(ENDEAVOUR), found.join(" "));
    assert.ok(await page.locator("[data-regional]").isVisible(), "whom small workplaces ask");
    // The count is said as it changes, and by force.
    const counts = (await status(page)).match(/\d+/g).map(Number);
    assert.equal(counts[0], found.length);
    assert.equal(counts.slice(1).reduce((sum, count) => sum + count), found.length);
    const forces = await page.locator("[data-force]:visible h2").allInnerTexts();
    assert.deepEqual(forces.map((force) => force.trim()), ["Must", "Must endeavour", "Desirable"]);

    await page.locator("#case-employees").fill("50");
    await page.keyboard.press("Enter");
    await page.waitForURL(/employees=50/);
    assert.ok(await page.locator("[data-regional]").isHidden(), "50 are not fewer");
  });
}

async function theCaseFollowsTheAddress(setting) {
  return visit(setting, {}, async (page) => {
    await page.goto(`${setting.base}ja/${MEASURES}`);
    const all = await shown(page);
    await page.goto(`${setting.base}ja/${MEASURES}${CASE}`);
    const due = await shown(page);
    await page.uncheck("[name=application]");
    assert.ok((await shown(page)).includes(ENDEAVOUR));
    await page.reload();
    assert.ok((await shown(page)).includes(ENDEAVOUR), "the same after a reload");
    assert.equal(await page.locator("#case-hours").inputValue(), "81");

    await page.goBack();
    await page.waitForURL(`${setting.base}ja/${MEASURES}${CASE}`);
    assert.deepEqual(await shown(page), due);
    assert.ok(await page.locator("[name=application]").isChecked());
    await page.locator('.languages a[hreflang="en"]').click();
    await page.waitForURL(`${setting.base}en/${MEASURES}${CASE}`);
    assert.deepEqual(await shown(page), due, "the other language shows the same case");
    await page.goBack();
    await page.goBack();
    await page.waitForURL(`${setting.base}ja/${MEASURES}`);
    assert.deepEqual(await shown(page), all, "no case, all measures");
  });
}

/** What an address leaves open, or says wrongly, rules nothing out, and the page says what it is. */
async function anAddressMaySayLittleOrNonsense(setting) {
  return visit(setting, {}, async (page) => {
    await page.goto(`${setting.base}en/${MEASURES}`);
    const all = await shown(page);
    await page.goto(`${setting.base}en/${MEASURES}?hours=81&application=yes`);
    const half = await shown(page);
    assert.ok(half.includes(DUE) && !half.includes(ENDEAVOUR) && half.includes("5/1/a/o.1") && half.includes("5/1/a/o.2"));
    const said = await status(page);
    assert.ok(said.includes("Category of worker") && said.includes("Employees") && !said.includes("Overtime"), said);

    await page.goto(`${setting.base}en/${MEASURES}?q=1&page=%00`);
    assert.deepEqual(await shown(page), all, "what is no field is no case");
    await page.goto(`${setting.base}en/${MEASURES}?workers=%3Cb%3E&hours=9e9&employees=-3&application=perhaps&night=yes`);
    const nonsense = await shown(page);
    assert.ok(nonsense.includes(ENDEAVOUR) && !nonsense.includes(DUE) && nonsense.includes("5/1/i/a.2"), nonsense.join(" "));
    assert.match(await status(page), /Overtime .*: this is not a number from 0 to 744; .* Employees .*: this is not a whole number .* Nothing is entered for Category of worker/);
    assert.equal(await page.locator("#case-hours").getAttribute("aria-invalid"), "true");
    await page.locator("#case-hours").fill("81");
    await page.locator("#case-hours").press("Tab");
    assert.equal(await page.locator("#case-hours").getAttribute("aria-invalid"), null);
    assert.equal(await page.locator("#case-workers").inputValue(), "");
  });
}

async function withoutScriptTheMatrixAnswers(setting) {
  return visit(setting, { javaScriptEnabled: false, viewport: PHONE }, async (page) => {
    await page.goto(`${setting.base}ja/${MEASURES}`);
    assert.ok(await page.locator("[data-case]").isHidden(), "no form that would do nothing");
    assert.ok(await page.locator("[data-without-case]").isVisible());
    const all = await page.locator("[data-measure]:visible h3 a").evaluateAll((links) => links.map(({ href }) => href));
    await page.locator('main .tools a[href$="matrix/"]').first().click();
    await page.waitForURL(`${setting.base}ja/${MEASURES}matrix/`);
    const told = await page.locator(":is(.matrix td > ul, .any-hours .rows) > li > a:visible").evaluateAll((links) => links.map(({ href }) => href));
    assert.deepEqual([...new Set(told)].sort(), [...new Set(all)].sort(), "the same measures");
    const cell = page.locator(".matrix tbody").first().locator("tr").first().locator("td").nth(2);
    assert.ok(await cell.locator('a[href*="#u-a-a"]').count(), "an interview over 80 hours with an application");
  });
}

async function aCaseFitsThePhoneAndThePaper(setting) {
  return visit(setting, { viewport: PHONE }, async (page) => {
    for (const language of ["ja", "en"]) {
      for (const path of [`${MEASURES}${CASE}`, `${MEASURES}matrix/`]) {
        await page.goto(`${setting.base}${language}/${path}`);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= PHONE.width, `${language}/${path} is ${width} wide`);
      }
    }
    await page.goto(`${setting.base}ja/${MEASURES}${CASE}`);
    const found = await shown(page);
    await page.emulateMedia({ media: "print" });
    assert.deepEqual(await shown(page), found, "paper holds what applies");
    assert.ok(await page.locator("#case-hours").isVisible(), "and the case");
    assert.ok(await page.locator("[data-case] button").isHidden(), "but nothing to press");
    assert.ok(await page.locator("[role=note]").isVisible(), "it says that it is a guide");
    const pdf = await page.pdf({ path: `${setting.screenshots}/measures.pdf`, preferCSSPageSize: true });
    const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    assert.ok(sheets >= 1 && sheets <= 8, `a case fills ${sheets} sheets`);
  });
}

async function aClauseLeadsToItsCase(setting) {
  return visit(setting, {}, async (page) => {
    await page.goto(`${setting.base}ja/guidance/overwork/5/2/`);
    await page.locator('[id="u-i-b"] .case a').click();
    await page.waitForURL((url) => url.hash === "#m-5-2-u-i-b");
    assert.equal(await page.locator("#case-workers").inputValue(), "research-and-development");
    assert.ok((await shown(page)).includes("5/2/u/i/b"));
    const top = await page.locator("#m-5-2-u-i-b").evaluate((element) => element.getBoundingClientRect().top);
    assert.ok(top >= 0 && top < 900, `its measure is in sight, at ${top}`);
  });
}

async function aCaseIsAnsweredFromAFolder(setting) {
  return visit(setting, {}, async (page) => {
    const start = pathToFileURL(`${setting.site}/`).href;
    await page.goto(`${start}ja/guidance/overwork/5/2/index.html`);
    await page.locator('[id="u-a-a"] .case a').click();
    await page.waitForURL((url) => url.pathname.endsWith("/measures/index.html"));
    await page.locator("#case-employees").fill("49");
    await page.keyboard.press("Enter");
    await page.waitForURL(/employees=49/);
    const found = await shown(page);
    assert.ok(found.includes(DUE) && !found.includes(ENDEAVOUR));
    await page.goBack();
    assert.equal(await page.locator("#case-employees").inputValue(), "");
  });
}

export const cases = [
  aCaseIsEnteredByKeyboard,
  theCaseFollowsTheAddress,
  anAddressMaySayLittleOrNonsense,
  withoutScriptTheMatrixAnswers,
  aCaseFitsThePhoneAndThePaper,
  aClauseLeadsToItsCase,
  aCaseIsAnsweredFromAFolder,
];
