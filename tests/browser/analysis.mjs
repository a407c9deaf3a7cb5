// Whether the browser cuts texts as the build does: node analysis.mjs compares the script with tests/golden/analysis.json.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import vm from "node:vm";
import { SCRIPTS } from "./engine.mjs";

const [script] = SCRIPTS;
vm.runInThisContext(await readFile(script, "utf8"), { filename: script });
const { units, tokens, key } = globalThis.shirube.analysis;
const golden = JSON.parse(await readFile(join(import.meta.dirname, "../golden/analysis.json"), "utf8"));
assert.ok(golden.length > 200, "golden vectors");
for (const expected of golden) {
  const found = units(expected.text);
  const said = JSON.stringify(expected.text);
  assert.deepEqual(found.map(({ text, start, end }) => [text, start, end]), expected.units, `units of ${said}`);
  assert.deepEqual(tokens(found), expected.tokens, `tokens of ${said}`);
  assert.equal(key(found), expected.key, `key of ${said}`);
}
console.log(`${golden.length} texts are cut alike`);
