// Reads the open data of a built site with parsers of other people: node data.mjs SITE [DATE]
// DATE is the day for which the site was built; without it, it is not known which events the calendars leave out.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import ICAL from "ical.js";
import Papa from "papaparse";

const [site, date] = process.argv.slice(2);
const LANGUAGES = ["ja", "en"];
const MEDIA_TYPES = { csv: "text/csv", json: "application/json", ics: "text/calendar" };
const files = (await readdir(site, { recursive: true })).map((file) => file.replaceAll("\\", "/")).sort();
const text = (file) => readFile(join(site, file), "utf8");
const json = async (file) => JSON.parse(await text(file));
const events = await json("data/events.json");

let rows = 0;
const tables = files.filter((file) => file.startsWith("data/") && file.endsWith(".csv"));
for (const file of tables) rows += await aTableSaysWhatItsJsonSays(file);
let entries = 0;
const calendars = files.filter((file) => file.endsWith(".ics"));
for (const file of calendars) entries += await aCalendarHasTheEvents(file);
const downloads = await theCatalogueLeadsToEveryFile();
if (date) assert.ok(tables.length >= 6 && rows > 100 && calendars.length >= 2 && entries > 0, "there is something to check");
console.log(`   ${rows} rows of ${tables.length} tables, ${entries} entries of ${calendars.length} calendars, ${downloads} downloads`);

async function aTableSaysWhatItsJsonSays(file) {
  const bytes = await readFile(join(site, file));
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf], `${file} begins with a byte-order mark`);
  const { data, errors, meta } = Papa.parse(bytes.subarray(3).toString("utf8"), { header: true, skipEmptyLines: true });
  assert.deepEqual(errors, [], file);
  for (const row of data) {
    for (const [column, cell] of Object.entries(row)) assert.doesNotMatch(cell, /^[=+\-@\t\r＝＋－＠]/, `${file}: ${column}`);
  }
  const objects = await json(file.replace(/csv$/, "json"));
  // The JSON of an edition is a tree; its provisions are the rows all the same.
  const twins = Array.isArray(objects) ? objects : flat(objects.provisions);
  assert.equal(data.length, twins.length, `${file}: rows`);
  data.forEach((row, index) => {
    const twin = twins[index];
    assert.equal(row.id, twin.id, file);
    if (!Array.isArray(objects)) return;
    for (const column of meta.fields) {
      const [, name, language] = /^(.*)_(ja|en)$/.exec(column) ?? [null, column];
      const value = language && !(column in twin) ? twin[name]?.[language] : twin[column];
      assert.equal(row[column].replace(/^'(?=[=+\-@＝＋－＠])/, ""), inACell(value), `${file}: ${column} of ${row.id}`);
    }
  });
  return data.length;
}

function flat(provisions) {
  return provisions.flatMap((provision) => [provision, ...flat(provision.children ?? [])]);
}

function inACell(value) {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return Array.isArray(value) ? value.join(";") : String(value ?? "");
}

async function aCalendarHasTheEvents(file) {
  const content = await text(file);
  assert.ok(content.endsWith("\r\n") && !/[^\r]\n/.test(content), `${file}: lines end with CR LF`);
  for (const line of content.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, `${file}: ${line}`);
  const [, language, center] = /^(ja|en)\/(?:centers\/([^/]+)|events)\/events\.ics$/.exec(file);
  const calendar = new ICAL.Component(ICAL.parse(content));
  assert.equal(calendar.getFirstPropertyValue("version"), "2.0", file);
  assert.ok(calendar.getFirstPropertyValue("x-wr-calname"), file);
  const found = calendar.getAllSubcomponents("vevent").map((component) => new ICAL.Event(component));
  const ids = new Set(found.map(({ uid }) => uid));
  assert.equal(ids.size, found.length, `${file}: UIDs are different`);

  for (const event of found) {
    const [id, host] = event.uid.split("@");
    const said = events.find((one) => one.id === id && host.startsWith(`${one.center}.`));
    assert.ok(said, `${file}: ${event.uid}`);
    assert.ok(!center || said.center === center, `${file}: ${event.uid}`);
    assert.equal(event.summary, said.title[language] ?? said.title.ja ?? said.title.en, file);
    assert.ok(event.component.getFirstPropertyValue("dtstamp"), file);
    const { startDate, endDate } = event;
    assert.equal(startDate.isDate, !said.start_time, `${file}: ${event.uid} lasts all day`);
    if (startDate.isDate) {
      assert.equal(startDate.toString(), said.start_date, file);
      const last = endDate.clone();
      last.adjust(-1, 0, 0, 0);
      assert.equal(last.toString(), said.end_date ?? said.start_date, file);
    } else {
      assert.equal(inTokyo(startDate), `${said.start_date} ${said.start_time}`, `${file}: ${event.uid} begins`);
      if (said.end_time) assert.equal(inTokyo(endDate), `${said.end_date} ${said.end_time}`, `${file}: ${event.uid} ends`);
    }
  }
  if (date) {
    const first = `${date.slice(0, 4) - 1}${date.slice(4)}`;
    const due = events.filter((one) => (one.end_date ?? one.start_date) >= first && (!center || one.center === center));
    assert.equal(found.length, due.length, `${file}: events since ${first}`);
  }
  return found.length;
}

function inTokyo(time) {
  const format = { timeZone: "Asia/Tokyo", dateStyle: "short", timeStyle: "short" };
  return new Intl.DateTimeFormat("sv-SE", format).format(time.toJSDate());
}

/** DCAT 3: what a catalogue must say of itself, its data sets and their files; and the files are there. */
async function theCatalogueLeadsToEveryFile() {
  const place = "data/catalog.jsonld";
  const catalogue = await json(place);
  const base = new URL("https://base.invalid/");
  const root = new URL(catalogue["@id"], new URL(place, base));
  const name = (iri) => decodeURIComponent(new URL(iri, root).pathname.slice(new URL("..", root).pathname.length));
  assert.equal(catalogue["@type"], "dcat:Catalog");
  for (const key of ["dct:title", "dct:description", "dct:publisher", "dct:language"]) assert.ok(catalogue[key], key);
  assert.equal(catalogue["@context"].dcat, "http://www.w3.org/ns/dcat#");
  const downloads = new Set();
  for (const dataset of catalogue["dcat:dataset"]) {
    assert.equal(dataset["@type"], "dcat:Dataset");
    const [title] = dataset["dct:title"];
    for (const literal of [...dataset["dct:title"], ...dataset["dct:description"]]) {
      assert.ok(literal["@value"] && LANGUAGES.includes(literal["@language"]), title["@value"]);
    }
    for (const distribution of dataset["dcat:distribution"]) {
      const file = name(distribution["dcat:downloadURL"]["@id"]);
      assert.ok(existsSync(join(site, file)), `${file} is there`);
      const type = MEDIA_TYPES[file.split(".").pop()];
      assert.equal(distribution["dcat:mediaType"]["@id"], `https://www.iana.org/assignments/media-types/${type}`, file);
      const page = name(distribution["dcat:accessURL"]["@id"]);
      assert.ok(existsSync(join(site, page, "index.html")), `${page} is there`);
      assert.ok(!downloads.has(file), `${file} is listed once`);
      downloads.add(file);
    }
  }
  for (const table of tables) assert.ok(downloads.has(table), `${table} is in the catalogue`);

  for (const language of LANGUAGES) {
    const page = `${language}/data/index.html`;
    if (!files.includes(page)) continue;
    const scripts = (await text(page)).matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs);
    const data = [...scripts].map(([, script]) => JSON.parse(script)).find((one) => one["@type"] === "DataCatalog");
    const listed = data.dataset.flatMap(({ distribution }) => distribution).map(({ contentUrl }) => contentUrl);
    const place = new URL(page, new URL("..", root));
    const found = listed.map((url) => name(new URL(url, place)));
    assert.deepEqual(new Set(found), downloads, `${page} and ${catalogue["@id"]} list the same`);
  }
  return downloads.size;
}
