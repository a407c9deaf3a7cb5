// Looks at a built site with a browser: node run.mjs SITE SCREENSHOTS [--any-site | --center | --editions]
// Chromium is the program that the variable CHROMIUM names.

import { mkdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";
import { behaviours } from "./behaviour.mjs";
import { cases } from "./cases.mjs";
import { centers } from "./center.mjs";
import { consultations } from "./consultation.mjs";
import { laws } from "./laws.mjs";
import { look } from "./look.mjs";
import { choose, OF_EDITIONS } from "./pages.mjs";
import { previews } from "./preview.mjs";
import { searches } from "./search.mjs";
import { serve } from "./server.mjs";

const [site, screenshots] = process.argv.slice(2, 4).map((path) => resolve(path));
const bundled = !["--any-site", "--center", "--editions"].includes(process.argv[4]);
await rm(screenshots, { recursive: true, force: true });
await mkdir(screenshots, { recursive: true });

const { pages, missing } = await choose(site, bundled, process.argv[4] === "--editions" ? OF_EDITIONS : undefined);
const faults = missing.map((name) => `no page for ${name}`);
const { base, close } = await serve(site);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-component-update"],
});
const setting = { browser, base, site, screenshots };

try {
  faults.push(...(await attempt(findsPlantedFaults, "planted faults")));

  // Two at a time: a browser page keeps about one core busy.
  const queue = [...pages];
  const worker = async () => {
    for (let page = queue.shift(); page; page = queue.shift()) {
      faults.push(...(await attempt(() => look(setting, page), page.path)));
    }
  };
  await Promise.all([worker(), worker()]);

  const ofSite = process.argv[4] === "--center" ? centers : [];
  const tests = bundled ? [...behaviours, ...cases, ...consultations, ...laws, ...previews, ...searches] : ofSite;
  for (const test of tests) faults.push(...(await attempt(() => test(setting), test.name)));
  console.log(`   ${pages.length} pages in light and dark, narrow and wide; ${tests.length} behaviours`);
} finally {
  await browser.close();
  close();
}

for (const fault of faults.slice(0, 100)) console.log(`   - ${fault}`);
if (faults.length > 0) {
  console.log(`   ${faults.length} faults`);
  process.exitCode = 1;
}

/** Returns what the checks overlook on a page full of faults. */
async function findsPlantedFaults() {
  const { base, close } = await serve(join(import.meta.dirname, "planted"));
  try {
    const found = await look({ browser, base, screenshots }, { name: "planted", path: "" });
    const expected = [
      /^color-contrast.*"pale".*1280 light/,
      /^color-contrast.*"pale-in-the-dark".*\[1280 dark, 390 dark\]/,
      /^heading-order/,
      /^image-alt/,
      /^target-size/,
      /^overflow: .*"wide".*\[320\]/,
      /^overflow: the page is .*\[320\]/,
      /^overlap: “Printed over” and “the line before it.”/,
      /^console: Applying inline style violates/,
      /^console: Executing inline script violates/,
      /^console: Failed to load resource/,
    ];
    return expected.filter((fault) => !found.some((one) => fault.test(one))).map((fault) => `not found: ${fault}`);
  } finally {
    close();
  }
}

/** The faults that `check` returns or throws, each with the name of what was checked. */
async function attempt(check, name) {
  try {
    return ((await check()) ?? []).map((fault) => `${name}: ${fault}`);
  } catch (error) {
    return [`${name}: ${error.message.split("\n").slice(0, 4).join(" ")}`];
  }
}
