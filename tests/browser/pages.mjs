// Which pages of a site are looked at: one of each kind in each language.

import { readFile, readdir } from "node:fs/promises";

/** The kinds of the bundled portal; of addresses that match, the first is taken. */
const KINDS = [
  ["home", ""],
  ["edition", "directives/2023/"],
  ["duties", "directives/2023/duties/"],
  ["part", "directives/2023/balancing/"],
  ["activity", "directives/2023/employer-seminars/"],
  ["print-directives", "directives/2023/print/"],
  ["guidance", "guidance/overwork/"],
  ["section", "guidance/overwork/5/2/"],
  ["print-guidance", "guidance/overwork/print/"],
  ["topics", "topics/"],
  ["topic", "topics/addiction/"],
  ["topic-center", "topics/addiction/tokyo/"],
  ["consultation", "consultation/"],
  ["questions", "consultation/employer/"],
  ["answer", "consultation/worker/mental-health/"],
  ["answer-lines", "consultation/employer/stress-check/"],
  ["centers", "centers/"],
  ["center", "centers/tokyo/"],
  ["center-full", "centers/osaka/"],
  ["center-page", "centers/osaka/library/"],
  ["events", "events/"],
  ["news", "news/"],
  ["article", "news/[^/]+/"],
  ["glossary", "glossary/"],
  ["laws", "laws/"],
  ["law", "laws/industrial-safety-and-health-act/"],
  ["references", "guidance/overwork/references/"],
  ["data", "data/"],
  ["page", "about/"],
  ["search", "search/"],
];
/** What pages show for a query or a case; `ready` says when. */
const ANSWERS = [
  ["results", "ja", "search/?q=面接指導&kind=clause&also=en", ".hits [lang=en]"],
  ["results", "en", "search/?q=overtime", ".hits li"],
  ["no-results", "ja", "search/?q=ほげぴよ", "[data-part=nothing]"],
  ["no-results", "en", "search/?q=zzzzzz", "[data-part=nothing]"],
  ["case", "ja", "guidance/overwork/measures/?workers=research-and-development&hours=90&employees=30&application=yes", "[data-case]"],
  ["case", "en", "guidance/overwork/measures/?workers=managers&hours=101", "[data-case]"],
];
/** The kinds that show more where there are several editions. */
export const OF_EDITIONS = ["changes", "edition", "activity"];
const LANGUAGES = ["ja", "en"];

/**
 * The pages to look at as `{name, language, path, still, ready}`, and the names of kinds without one. `still` pages would
 * send the browser on; a page is looked at when what `ready` names is there. Kinds that only the pages themselves name (`<body class="page-…">`) are added, so that none is forgotten; of a site that is not bundled only the `wanted` ones, if any are.
 */
export async function choose(site, bundled, wanted) {
  const files = (await readdir(site, { recursive: true })).map((file) => file.replaceAll("\\", "/"));
  const paths = files.filter((file) => file.endsWith(".html")).map((file) => file.replace(/(^|\/)index\.html$/, "$1")).sort();
  const pages = [];
  const missing = [];
  const add = (name, language, path) => pages.push({ name, language, path });

  if (bundled) {
    for (const language of LANGUAGES) {
      for (const [name, pattern] of KINDS) {
        const path = paths.find((path) => new RegExp(`^${language}/${pattern}$`).test(path));
        if (path === undefined) missing.push(`${name} in ${language}`);
        else add(name, language, path);
      }
    }
    for (const [name, language, path, ready] of ANSWERS) pages.push({ name, language, path: `${language}/${path}`, ready });
    for (const path of ["", "404.html"]) {
      if (paths.includes(path)) add(path ? "not-found" : "root", "", path);
      else missing.push(path || "the root");
    }
  }

  const seen = new Set();
  const kinds = new Map();
  for (const path of paths) {
    const html = await readFile(`${site}/${path === "" || path.endsWith("/") ? `${path}index.html` : path}`, "utf8");
    const language = LANGUAGES.find((language) => path.startsWith(`${language}/`)) ?? "";
    const kind = /<body[^>]* class="page-([a-z-]+)/.exec(html)?.[1] ?? "page";
    const key = `${kind} ${language}`;
    const chosen = pages.find((page) => page.path === path);
    if (chosen) {
      seen.add(key);
      chosen.still = /http-equiv="?refresh/i.test(html);
    } else if (!kinds.has(key)) {
      kinds.set(key, { name: kind, language, path, still: /http-equiv="?refresh/i.test(html) });
    }
  }
  for (const [key, page] of kinds) if (!seen.has(key) && (wanted?.includes(page.name) ?? true)) pages.push(page);
  return { pages, missing };
}
