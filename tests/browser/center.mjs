// What a person does with the home page of a center as a site of its own. Each function is a test.

import { strict as assert } from "node:assert";
import { pathToFileURL } from "node:url";
import { PHONE, visit } from "./behaviour.mjs";

/** The site as a server and as a folder show it. */
const homes = ({ base, site }) => [`${base}ja/`, `${pathToFileURL(site)}/ja/index.html`];

async function aSearchLeadsToThePortal(setting) {
  return visit(setting, {}, async (page) => {
    for (const home of homes(setting)) {
      await page.goto(home);
      const field = page.locator('.site-header input[type="search"]');
      const portal = new URL(await page.locator(".publisher a").first().getAttribute("href"));
      let asked;
      await page.route(`${portal.origin}/**`, (route) => {
        asked = new URL(route.request().url());
        return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>portal</title>" });
      });
      await field.fill("面接指導");
      await field.press("Enter");
      await page.waitForURL(`${portal.origin}/**`);
      assert.equal(asked.pathname, `${portal.pathname}search/`);
      assert.equal(asked.searchParams.get("q"), "面接指導");
    }
  });
}

async function theMenuLeadsToTheSectionsFromEveryPage(setting) {
  return visit(setting, { viewport: PHONE }, async (page) => {
    for (const home of homes(setting)) {
      await page.goto(home);
      await page.locator("#topics a").first().click();
      await page.locator(".page-topic-center .menu summary").click();
      await page.locator('.menu a[href$="#desks"]').click();
      await page.waitForURL(/#desks$/);
      const top = await page.locator("#desks").evaluate((section) => section.getBoundingClientRect().top);
      assert.ok(top >= -1 && top < PHONE.height, `the desks are at ${top}`);
    }
  });
}

export const centers = [aSearchLeadsToThePortal, theMenuLeadsToTheSectionsFromEveryPage];
