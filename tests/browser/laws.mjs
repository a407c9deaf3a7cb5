// The way from a law to the provisions that cite its articles, and from a document to its terms. Each function is a test; it
// returns or throws what is wrong.

import { strict as assert } from "node:assert";
import { PHONE, visit } from "./behaviour.mjs";

const LAW = "laws/industrial-safety-and-health-act/";
const TERMS = "guidance/overwork/references/";

/** Presses Tab until a link with this text has the focus; it must be seen there. */
async function tabTo(page, text) {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = page.locator(":focus");
    if ((await focused.count()) === 1 && (await focused.innerText()).trim() === text) {
      assert.ok(await focused.evaluate((link) => getComputedStyle(link).outlineStyle !== "none"), `${text}: the focus is seen`);
      return;
    }
  }
  assert.fail(`no way by Tab to ${text}`);
}

async function aLawLeadsToTheProvisionsThatCiteItByKeyboard(setting) {
  return visit(setting, {}, async (page) => {
    await page.goto(`${setting.base}ja/laws/`);
    await tabTo(page, "労働安全衛生法");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/ja/${LAW}`);
    await tabTo(page, "事業者向け指針 5(2)ウ(ア)");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/ja/guidance/overwork/5/2/#u-a");
    const target = page.locator(":target");
    assert.match(await target.locator(":scope > .body > .text").innerText(), /安衛法第66条の8又は第66条の9/);
    const highlighted = await target.evaluate((place) => getComputedStyle(place).backgroundColor !== "rgba(0, 0, 0, 0)");
    assert.ok(highlighted, "the place is marked on arrival");
    await page.goBack();
    await page.waitForURL(`**/ja/${LAW}`);
  });
}

async function articlesStandInTheOrderOfTheLawWithoutScript(setting) {
  return visit(setting, { javaScriptEnabled: false, viewport: PHONE }, async (page) => {
    await page.goto(`${setting.base}en/${LAW}`);
    const titles = await page.locator(".sources h3 a").allInnerTexts();
    const numbers = titles.map((title) => title.replace(/.*Article /s, "").split("-").map(Number));
    const sorted = [...numbers].sort((one, other) => {
      const at = one.findIndex((part, index) => part !== other[index]);
      return at < 0 ? one.length - other.length : one[at] - (other[at] ?? -1);
    });
    assert.ok(numbers.length > 15, `${numbers.length} articles`);
    assert.deepEqual(numbers, sorted);
    const address = await page.locator('#a-66-8-2 h3 a').getAttribute("href");
    assert.equal(address, "https://laws.e-gov.go.jp/law/347AC0000000057#Mp-At_66_8_2");
    await page.locator("#a-66-8-2 .citations a").first().click();
    assert.match(page.url(), /\/en\/guidance\/overwork\//);
    assert.equal(await page.locator(":target, main").last().isVisible(), true);
  });
}

async function termsLeadToTheirDefinitionsWithoutScript(setting) {
  return visit(setting, { javaScriptEnabled: false, viewport: PHONE }, async (page) => {
    await page.goto(`${setting.base}ja/guidance/overwork/5/2/`);
    await page.locator("main a.term", { hasText: "時間外・休日労働時間" }).first().click();
    assert.match(decodeURI(page.url()), new RegExp(`/ja/${TERMS}#term-時間外-休日労働時間$`));
    const entry = page.locator(":target");
    assert.match(await entry.locator("dd.text").innerText(), /40時間を超えて労働させた/);
    await entry.locator("dd.aside a").first().click();
    assert.match(page.url(), /\/ja\/guidance\/overwork\/2\//);
    assert.equal(await page.locator("dfn", { hasText: "時間外・休日労働時間" }).count(), 1, "the term is marked where it is defined");
  });
}

/** A link in a text lies in its line: no box of its own, which would cover the lines around it. */
async function linksInTextsLieInTheirLines(setting) {
  return visit(setting, {}, async (page, faults) => {
    for (const path of ["guidance/overwork/2/", "guidance/overwork/5/2/", "directives/2023/print/", "guidance/overwork/measures/matrix/"]) {
      await page.goto(`${setting.base}ja/${path}`);
      const links = page.locator("main :is(a.reference, a.term)");
      assert.ok(await links.count() > 2, `links on ${path}`);
      faults.push(...await links.evaluateAll((all) => all
        .filter((link) => {
          const { display, padding, margin, borderWidth, backgroundColor, fontSize } = getComputedStyle(link);
          const isPlain = padding === "0px" && margin === "0px" && borderWidth === "0px" && backgroundColor === "rgba(0, 0, 0, 0)";
          return display !== "inline" || !isPlain || fontSize !== getComputedStyle(link.parentElement).fontSize;
        })
        .map((link) => `${location.pathname}: ${link.outerHTML}`)));
    }
  });
}

export const laws = [
  aLawLeadsToTheProvisionsThatCiteItByKeyboard,
  articlesStandInTheOrderOfTheLawWithoutScript,
  linksInTextsLieInTheirLines,
  termsLeadToTheirDefinitionsWithoutScript,
];
