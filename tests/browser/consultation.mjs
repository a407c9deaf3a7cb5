// The consultation finder, with and without script. Each function is a test; it returns or throws what is wrong.

import { strict as assert } from "node:assert";
import { pathToFileURL } from "node:url";
import { PHONE, visit } from "./behaviour.mjs";

const ANSWER = "consultation/worker/mental-health/";
const form = "[data-finder]";
const shown = "[data-contacts] [data-center]:visible";

const choose = async (page, values) => {
  for (const [name, value] of Object.entries(values)) await page.locator(`${form} [name=${name}]`).selectOption(value);
};

async function plainPagesLeadToTheAnswer(setting) {
  return visit(setting, { javaScriptEnabled: false, viewport: PHONE }, async (page) => {
    await page.goto(`${setting.base}ja/`);
    await page.locator(".askers a").first().click();
    await page.waitForURL(`${setting.base}ja/consultation/worker/`);
    assert.equal(await page.locator(`${form}:visible`).count(), 0, "no choices that would do nothing");
    await page.locator(`main a[href$="mental-health/#mental-health-individual-cases"]`).click();
    await page.waitForURL(`${setting.base}ja/${ANSWER}#mental-health-individual-cases`);
    assert.equal(await page.locator(shown).count(), 47, "how to reach each center");
    assert.equal(await page.locator("[data-all]:visible").count(), 0, "no button that would do nothing");
    const desks = page.locator('[data-center="tokyo"] details');
    await desks.locator("summary").click();
    assert.equal(await desks.locator(".telephone:visible").count(), 4, "the regional desks of Tokyo");
  });
}

async function threeChoicesLeadToTheAnswer(setting) {
  return visit(setting, {}, async (page) => {
    await page.goto(`${setting.base}ja/consultation/`);
    await choose(page, { who: "worker" });
    assert.equal(await page.locator(`${form} option[value="chemical-substances"]`).count(), 0, "only what workers may ask");
    await choose(page, { who: "employer", about: "small-workplaces", where: "osaka" });
    await page.locator(`${form} button`).click();
    await page.waitForURL(`${setting.base}ja/consultation/employer/small-workplaces/#osaka`);
    assert.equal(await page.locator(shown).count(), 1, "only the chosen center");
    assert.ok(await page.locator("#guidance-visits .telephone").count(), "its desks stand at the question");
    const declined = page.locator("#own-chief-physician");
    assert.equal(await declined.locator(".decline").count(), 1, "what the centers decline");
    assert.equal(await declined.locator("[data-contact]").count(), 0, "nobody to call for what is declined");
  });
}

async function thePlaceFollowsTheAddress(setting) {
  return visit(setting, {}, async (page) => {
    await page.goto(`${setting.base}ja/${ANSWER}`);
    assert.equal(await page.locator(shown).count(), 47);
    const contact = page.locator("#mental-health-individual-cases [data-contact]");
    assert.equal(await contact.locator('a[href="#where"]').count(), 1);

    await choose(page, { where: "tokyo" });
    await page.waitForURL(`${setting.base}ja/${ANSWER}#tokyo`);
    assert.equal(await page.locator(shown).getAttribute("data-center"), "tokyo");
    assert.match(await contact.textContent(), /00-0000-0013/);
    await choose(page, { where: "osaka" });
    assert.match(await contact.textContent(), /00-0000-0027/);

    await page.goBack();
    await page.waitForURL(`${setting.base}ja/${ANSWER}#tokyo`);
    assert.match(await contact.textContent(), /00-0000-0013/);
    assert.equal(await page.locator(`${form} [name=where]`).inputValue(), "tokyo");
    await page.goBack();
    await page.waitForURL(`${setting.base}ja/${ANSWER}`);
    assert.equal(await page.locator(shown).count(), 47);
    await page.evaluate(() => { location.hash = "#kyoto"; });
    await page.locator('[data-contacts] [data-center="kyoto"]:visible').waitFor();

    await page.locator("[data-all] button").click();
    assert.equal(await page.locator(shown).count(), 47, "all of them when asked for");
    await choose(page, { where: "" });
    assert.equal(await contact.locator('a[href="#where"]').count(), 1, "nowhere in particular");
  });
}

async function theFinderRemembersTheCenter(setting) {
  return visit(setting, {}, async (page) => {
    await page.goto(`${setting.base}ja/centers/kyoto/`);
    await page.goto(`${setting.base}ja/${ANSWER}`);
    assert.equal(await page.locator(shown).getAttribute("data-center"), "kyoto", "the center that was opened");
    await choose(page, { where: "nara" });
    await page.goto(`${setting.base}ja/centers/`);
    assert.match(await page.locator("[data-remembered] a").getAttribute("href"), /nara/, "the center that was chosen");
  });
}

async function aQuestionIsNoPlace(setting) {
  return visit(setting, {}, async (page) => {
    await page.goto(`${setting.base}ja/${ANSWER}#mental-health-at-the-regional-desk`);
    assert.equal(await page.locator(shown).count(), 47);
    await page.goto(`${setting.base}ja/consultation/employer/stress-check/`);
    assert.equal(await page.locator("#stress-check-line .lines li").count(), 4, "the four support lines");
    await page.goto(`${setting.base}ja/consultation/worker/overwork/`);
    assert.equal(await page.locator("[data-contacts]").count(), 0, "no centers where others are asked");
    await choose(page, { where: "tokyo" });
    await page.locator(`${form} button`).click();
    await page.waitForURL(/#tokyo$/);
  });
}

async function theFinderWorksFromAFolder(setting) {
  return visit(setting, {}, async (page) => {
    const start = pathToFileURL(`${setting.site}/`).href;
    await page.goto(`${start}en/consultation/index.html`);
    await choose(page, { who: "worker", about: "mental-health", where: "tokyo" });
    await page.locator(`${form} button`).click();
    await page.waitForURL(`${start}en/${ANSWER}index.html#tokyo`);
    assert.equal(await page.locator(shown).count(), 1);
    await choose(page, { where: "osaka" });
    await page.waitForURL(`${start}en/${ANSWER}index.html#osaka`);
    await page.goBack();
    await page.waitForURL(`${start}en/${ANSWER}index.html#tokyo`);
    assert.equal(await page.locator(shown).getAttribute("data-center"), "tokyo");
  });
}

export const consultations = [
  plainPagesLeadToTheAnswer,
  threeChoicesLeadToTheAnswer,
  thePlaceFollowsTheAddress,
  theFinderRemembersTheCenter,
  aQuestionIsNoPlace,
  theFinderWorksFromAFolder,
];
