// Runs the search scripts of a built site outside a browser: node engine.mjs SITE LANGUAGE [--limit N] < queries
// Prints for each line of the input the ids that are found, as JSON.

import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { join } from "node:path";
import vm from "node:vm";

/** The search of a built site in one language. `scripts` are files of the theme. */
export async function open(site, language, scripts) {
  globalThis.document = {
    createElement: () => ({ remove() {} }),
    head: {
      append: async (script) => {
        try {
          vm.runInThisContext(await readFile(script.src.split("?")[0], "utf8"));
          script.onload();
        } catch (error) {
          script.onerror(error);
        }
      },
    },
  };
  for (const script of scripts) vm.runInThisContext(await readFile(script, "utf8"), { filename: script });
  return globalThis.shirube.open(language, `${join(site, "search", language)}/`, "0");
}

/** The scripts of the default theme that search. */
export const SCRIPTS = ["analysis", "index", "query", "rank", "engine"].map((name) =>
  join(import.meta.dirname, "../../themes/default/static/search", `${name}.js`));

if (process.argv[1] === import.meta.filename) {
  const [site, language] = process.argv.slice(2);
  const engine = await open(site, language, SCRIPTS);
  for await (const query of createInterface({ input: process.stdin })) {
    const { total, loosened, results } = await engine.search(query);
    console.log(JSON.stringify({ total, loosened, ids: results.map(({ id }) => id) }));
  }
}
