// Answers cases by the script of the browser: node measures.mjs RULES < cases, a case in JSON a line.

import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { join } from "node:path";
import vm from "node:vm";

vm.runInThisContext(await readFile(join(import.meta.dirname, "../../themes/default/static/measures.js"), "utf8"));
const rules = JSON.parse(await readFile(process.argv[2], "utf8"));
for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(globalThis.shirube.applicable(rules, JSON.parse(line))));
}
