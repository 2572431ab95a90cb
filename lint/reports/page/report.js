
"use strict";

// Data -------------------------------------------------------------------------------------------

const DRAWING = "pathway-source";
const SEVERITIES = ["", "info", "warning", "error"];
const FIXES = { safe: "recordlint fix", unsafe: "recordlint fix --unsafe-fixes", "": "by hand" };
const data = JSON.parse(document.getElementById("data").textContent);
let records = [], findings = [];
let order = "record", ordered = [], shown = [], current = 0;

function asRecord([file, path, kind, id, title, page, authors, organisms, communities, rows], index) {
  const words = [file, id, title, ...authors, ...organisms, ...communities].join("\n").toLowerCase();
  return { file, path, kind, id, title, page, authors, organisms, communities, rows, words, index };
}

function asFinding(record, [code, severity, pointer, line, message, fix, excerpt, changes, repair, source, isText, mark]) {
  const applicability = fix && fix[0] !== "display" ? fix[0] : "";
  const words = `${pointer}\n${message}`.toLowerCase();
  return { record, code, severity, pointer, line, message, fix, excerpt, changes, repair, source, isText, mark, applicability, words };
}

function load(rows) {
  records = rows.map(asRecord);
  findings = records.flatMap((record) => record.rows.map((row) => asFinding(record, row)));
  ordered = order === "record" ? findings : findings.slice().sort(ORDERS[order]);
}

// Elements ---------------------------------------------------------------------------------------

const byId = (id) => document.getElementById(id);

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== false && value != null) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child != null && child !== false));
  return made;
}

function worded(message) { // what stands between backticks is from the record
  const parts = message.split("`");
  return parts.length % 2 ? parts.map((text, index) => (index % 2 ? element("code", {}, text) : text)) : [message];
}

const number = (value) => value.toLocaleString("en");
const count = (value, noun) => `${number(value)} ${noun}${value === 1 ? "" : "s"}`;

function recordsOf(touched) { // drawings are counted apart
  const drawings = [...touched].filter((record) => record.kind === DRAWING).length, others = touched.size - drawings;
  return [...(others || !drawings ? [count(others, "record")] : []), ...(drawings ? [count(drawings, "drawing")] : [])].join(" and ");
}

function link(address, text) {
  return element("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, text);
}

function counted(items, keysOf) {
  const numbers = new Map();
  for (const item of items) {
    for (const key of keysOf(item)) numbers.set(key, (numbers.get(key) || 0) + 1);
  }
  return [...numbers].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], "en", { numeric: true }));
}

// Filters ----------------------------------------------------------------------------------------

const FILTERS = {
  severity: { title: "Severity", of: (finding) => [SEVERITIES[finding.severity]] },
  rule: { title: "Rule", of: (finding) => [finding.code], named: (code) => `${code} ${data.rules[code][0]}` },
  fix: { title: "Repaired by", of: (finding) => [finding.applicability], named: (key) => FIXES[key] },
  repair: { title: "Where to repair", of: (finding) => [finding.repair] },
  kind: { title: "Kind", of: (finding) => [finding.record.kind], named: (kind) => (kind === DRAWING ? "drawing" : kind) },
  organism: { title: "Organism", of: (finding) => finding.record.organisms },
  community: { title: "Community", of: (finding) => finding.record.communities },
  author: { title: "Author", of: (finding) => finding.record.authors },
};
const ORDERS = {
  record: () => 0,
  severity: (a, b) => b.severity - a.severity,
  rule: (a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
};
const chosen = {}; // by filter, the value that findings must have; "" can be one

function fillFilters() {
  for (const [name, filter] of Object.entries(FILTERS)) {
    filter.values = counted(findings, filter.of);
    filter.select.replaceChildren(element("option", { value: "-" }, "all"), ...filter.values.map(([value, times], index) =>
      element("option", { value: index }, `${label(name, value)} (${number(times)})`)));
    filter.select.parentElement.hidden = filter.values.length < 2;
  }
}

function makeFilters() {
  const form = byId("filters");
  for (const [name, filter] of Object.entries(FILTERS)) {
    filter.select = element("select", { id: `filter-${name}`, onchange: (event) => choose(name, event.target.value) });
    form.append(element("label", {}, filter.title, filter.select));
  }
  fillFilters();
  const sort = element("select", { id: "order", onchange: (event) => sortBy(event.target.value) });
  for (const [value, text] of [["record", "by record"], ["severity", "worst first"], ["rule", "by rule"]]) {
    sort.append(element("option", { value }, text));
  }
  form.append(element("label", { class: "own" }, "Order", sort));
  byId("search").parentElement.after(element("button", { type: "reset" }, "Clear"));
  form.addEventListener("reset", () => { for (const name of Object.keys(chosen)) delete chosen[name]; setTimeout(update, 0, 0); });
  form.addEventListener("submit", (event) => event.preventDefault());
  byId("search").addEventListener("input", () => update());
}

const label = (name, value) => (FILTERS[name].named ? FILTERS[name].named(value) : value) || "(none)";

function choose(name, index) {
  if (index === "-") delete chosen[name];
  else chosen[name] = FILTERS[name].values[index][0];
  update();
}

function pick(name, value) { // from a bar or a worklist
  chosen[name] = value;
  update();
  byId("findings").scrollIntoView();
  byId("list").focus({ preventScroll: true });
}

function sortBy(name) {
  order = name;
  load(data.records);
  update(0);
}

function update(place) { // in the list: that of the finding chosen before, unless it is given
  const tests = Object.entries(chosen).map(([name, value]) => [FILTERS[name].of, value]);
  const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  // Each word is looked for once in each record and each rule, then only in what is left.
  const hits = words.map((word) => ({
    word,
    records: records.map((record) => record.words.includes(word)),
    rules: Object.fromEntries(Object.entries(data.rules).map(([code, [name]]) =>
      [code, code.toLowerCase().includes(word) || name.includes(word)])),
  }));
  const matches = (finding) =>
    tests.every(([of, value]) => of(finding).includes(value)) &&
    hits.every((hit) => hit.records[finding.record.index] || hit.rules[finding.code] || finding.words.includes(hit.word));
  const before = shown[current];
  shown = tests.length || hits.length ? ordered.filter(matches) : ordered;
  current = Math.max(0, place === undefined ? shown.indexOf(before) : Math.min(place, shown.length - 1));
  for (const [name, filter] of Object.entries(FILTERS)) {
    const index = name in chosen ? filter.values.findIndex(([value]) => value === chosen[name]) : -1;
    filter.select.value = index < 0 ? "-" : index;
    filter.select.classList.toggle("chosen", index >= 0);
  }
  remember();
  showList();
}

// The address keeps the filters, so that a list can be sent to somebody.
function remember() {
  const state = new URLSearchParams(chosen);
  if (byId("search").value) state.set("search", byId("search").value);
  history.replaceState(null, "", `#${state}`);
}

function recall() {
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    if (name === "search") byId("search").value = value;
    else if (name in FILTERS && FILTERS[name].values.some(([known]) => known === value)) chosen[name] = value;
  }
}

// List: only the rows in sight are in the page ---------------------------------------------------

let rowHeight = 66;

function showList() {
  const list = byId("list"), space = byId("space");
  const touched = new Set();
  for (const finding of shown) touched.add(finding.record);
  byId("status").textContent = shown.length
    ? `${count(shown.length, "finding")} in ${recordsOf(touched)}` +
      (shown.length < findings.length ? `, of ${number(findings.length)}` : "")
    : findings.length ? "No finding matches." : "No findings.";
  space.style.height = `${shown.length * rowHeight}px`;
  list.hidden = !shown.length;
  scrollTo(current);
  drawRows();
  showDetail();
}

function drawRows() {
  const list = byId("list"), space = byId("space");
  const first = Math.max(0, Math.floor(list.scrollTop / rowHeight) - 4);
  const last = Math.min(shown.length, Math.ceil((list.scrollTop + list.clientHeight) / rowHeight) + 4);
  space.replaceChildren();
  for (let index = first; index < last; index++) space.append(row(shown[index], index));
  if (shown.length) list.setAttribute("aria-activedescendant", `row-${current}`);
  else list.removeAttribute("aria-activedescendant");
  const made = space.firstChild;
  if (made && made.offsetHeight && Math.abs(made.offsetHeight - rowHeight) > 1) { // another size of text
    rowHeight = made.offsetHeight;
    space.style.height = `${shown.length * rowHeight}px`;
    drawRows();
  }
}

function row(finding, index) {
  const { record } = finding;
  const made = element("div", {
    class: "row", role: "option", id: `row-${index}`, "aria-selected": String(index === current),
    "aria-setsize": shown.length, "aria-posinset": index + 1, onclick: () => select(index, true),
  },
  element("p", {}, badge(finding), ` ${finding.code} `, ...worded(finding.message)),
  element("p", {}, `${record.id} ${record.title}`));
  made.style.top = `${index * rowHeight}px`;
  return made;
}

const badge = (finding) => element("span", { class: `word ${SEVERITIES[finding.severity]}` }, SEVERITIES[finding.severity]);

function scrollTo(index) {
  const list = byId("list"), top = index * rowHeight;
  if (top < list.scrollTop) list.scrollTop = top;
  else if (top + rowHeight > list.scrollTop + list.clientHeight) list.scrollTop = top + rowHeight - list.clientHeight;
}

function select(index, byHand = false) {
  current = Math.max(0, Math.min(shown.length - 1, index));
  scrollTo(current);
  drawRows();
  showDetail();
  if (byHand && matchMedia("(max-width: 46rem)").matches) byId("detail").scrollIntoView({ block: "nearest" });
}

function onKey(event) {
  const page = Math.max(1, Math.floor(byId("list").clientHeight / rowHeight) - 1);
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.key in steps) select(current + steps[event.key]);
  else if (data.review && act(event.key)) return event.preventDefault();
  else if (event.key === "Enter") byId("detail").focus();
  else return;
  event.preventDefault();
}

// One finding ------------------------------------------------------------------------------------

function showDetail() {
  byId("detail").replaceChildren(...(shown.length ? describe(shown[current]) : []));
  if (data.review) showActions();
}

function describe(finding) {
  const { record } = finding, [name, title, page] = data.rules[finding.code];
  const facts = [
    ["Record", [record.page ? link(record.page, record.title || record.id) : record.title || record.id, record.title ? ` (${record.id})` : ""]],
    ["File", [data.files && record.path ? link(`${data.files}${record.path}#L${finding.line}`, `${record.file}, line ${finding.line}`) : `${record.file}, line ${finding.line}`]],
    ["Field", [finding.pointer || "the whole record"]],
    ["Repair", sourced(finding)],
    ["Organism", [record.organisms.join(", ")]],
    ["Community", [record.communities.join(", ")]],
    ["Authors", [record.authors.join(", ")]],
  ];
  return [
    element("p", {}, badge(finding), " ", page ? link(page, `${finding.code} ${name}`) : `${finding.code} ${name}`, element("span", { class: "soft" }, ` ${title}`)),
    element("h3", {}, ...worded(finding.message)),
    ...(data.review ? actionsOf(finding) : []),
    finding.excerpt.length ? excerpt(finding) : null,
    ...repair(finding),
    element("dl", {}, ...facts.filter(([, [text]]) => text).flatMap(([term, parts]) => [element("dt", {}, term), element("dd", {}, ...parts)])),
  ].filter(Boolean);
}

function sourced(finding) {
  if (!finding.source) return [`in ${finding.repair.includes("/") ? "" : "the "}${finding.repair}`];
  const { file, line } = finding.source, place = `${file}, line ${line}`;
  const address = data.files && !file.startsWith("../") && `${data.files}${encodeURI(file)}#L${line}`;
  return [`in the ${finding.repair}: `, address ? link(address, place) : place];
}

function excerpt(finding) {
  const block = element("div", { class: "text" });
  finding.excerpt.forEach(([line, ...stretches], index) => {
    if (index) block.append("\n");
    block.append(element("b", {}, String(line)));
    stretches.forEach((text, place) => block.append(place % 2 ? element("mark", {}, text || " ") : text));
  });
  return block;
}

function repair(finding) {
  const { fix, applicability } = finding;
  const parts = [];
  if (fix) {
    const titles = { safe: "Safe fix", unsafe: "Fix that needs a review", "": "Suggestion" };
    parts.push(element("p", {}, element("span", { class: "word fix" }, titles[applicability]), ` ${fix[1]}`,
      fix[2] ? element("span", { class: "soft" }, ` (${fix[2]})`) : ""));
  }
  if (finding.changes.length) {
    parts.push(element("table", { class: "changes", "aria-label": "Before and after" },
      element("tbody", {}, ...finding.changes.map(([before, after]) => {
        const [old, fresh] = differing(before, after);
        return element("tr", {}, element("td", { class: "old" }, ...old), element("td", { class: "new" }, ...fresh));
      }))));
  }
  parts.push(element("code", { class: "command" }, command(finding)));
  return parts;
}

function differing(before, after) { // the same words, with what differs between them marked
  const one = [...before], other = [...after];
  let start = 0, end = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start++;
  while (end < one.length - start && end < other.length - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end++;
  const parts = (text, name) => [
    text.slice(0, start).join(""), element(name, {}, text.slice(start, text.length - end).join("")), text.slice(text.length - end).join(""),
  ];
  return [before ? parts(one, "del") : ["(nothing)"], after ? parts(other, "ins") : [element("ins", {}, "(removed)")]];
}

function command(finding) {
  const { file } = finding.record;
  const plain = /^[\w@%+:,./][\w@%+=:,./-]*$/.test(file) ? file : `'${(file.startsWith("-") ? "./" : "") + file.replaceAll("'", "'\\''")}'`;
  if (!finding.applicability) return `recordlint explain ${finding.code}`;
  return `recordlint fix ${finding.applicability === "unsafe" ? "--unsafe-fixes " : ""}--select ${finding.code} ${plain}`;
}

// Health and worklists ---------------------------------------------------------------------------

const listed = { error: 0, warning: 0, info: 0 }; // as the page was loaded; the summary counts others, too

function showHealth() {
  const { summary } = data, severities = { ...summary.by_severity };
  for (const name of Object.keys(listed)) severities[name] -= listed[name];
  for (const [name, times] of FILTERS.severity.values) severities[name] += times;
  const faulty = records.filter((record) => record.rows.some(([, severity]) => severity > 1)).length;
  const sound = summary.records - faulty;
  const share = summary.records ? Math.floor((100 * sound) / summary.records) : 100;
  const fixable = (kind) => findings.reduce((sum, finding) => sum + (finding.applicability === kind), 0);
  const tiles = [
    [number(summary.records - data.drawings), "records checked", ""],
    ...(data.drawings ? [[number(data.drawings), "drawings checked", ""]] : []),
    [`${share} %`, `without errors and warnings (${number(sound)})`, "good"],
    [number(severities.error), severities.error === 1 ? "error" : "errors", "error"],
    [number(severities.warning), severities.warning === 1 ? "warning" : "warnings", "warning"],
    ...(severities.info ? [[number(severities.info), severities.info === 1 ? "info" : "infos", "info"]] : []),
    [number(fixable("safe")), "repaired by recordlint fix", "good"],
    [number(fixable("unsafe")), "repaired by --unsafe-fixes, after a look", ""],
    [number(fixable("")), "to repair by hand", ""],
  ];
  byId("tiles").replaceChildren(...tiles.map(([value, text, look]) => element("div", { class: `tile ${look}` }, element("b", {}, value), text)));
  byId("lines").replaceChildren(...data.lines.map((line) => element("p", {}, line)));
  byId("failures").hidden = !data.failures.length;
  byId("failures").replaceChildren(element("h3", {}, "What could not be checked"), ...data.failures.map((text) => element("p", {}, text)));
  const names = ["rule", "fix", "repair", "kind", "organism", "community"];
  byId("panels").replaceChildren(...names.filter((name) => FILTERS[name].values.length).map(panel), ...(data.earlier.length ? [overTime()] : []));
  byId("worklists").className = "worklists";
  byId("worklists").replaceChildren(...["author", "community"].filter((name) => FILTERS[name].values.length).map(worklist));
  byId("work").hidden = !byId("worklists").firstChild;
}

function panel(name) {
  const { title, values } = FILTERS[name];
  const list = element("ul", { class: "bars" });
  const most = values[0][1];
  const bar = ([value, times]) => {
    const fill = element("i", { "aria-hidden": "true" });
    fill.style.width = `${(100 * times) / most}%`;
    return element("li", {}, element("button", { type: "button", title: label(name, value), onclick: () => pick(name, value) },
      fill, element("span", {}, label(name, value)), element("span", {}, number(times))));
  };
  return element("div", { class: "panel" }, element("h3", {}, title), list, ...folded(list, values, bar, 8));
}

function folded(list, values, make, few) { // the first few, and a button for the others
  list.append(...values.slice(0, few).map(make));
  if (values.length <= few) return [];
  const more = element("button", { type: "button", class: "more", onclick: () => {
    const made = values.slice(few).map(make);
    list.append(...made);
    more.remove();
    made[0].querySelector("button").focus();
  } }, `Show all ${number(values.length)}`);
  return [more];
}

function worklist(name) {
  const { title, values, of } = FILTERS[name];
  const groups = new Map(values.map(([value]) => [value, { records: new Set(), error: 0, fixable: 0 }]));
  for (const finding of findings) {
    for (const value of of(finding)) {
      const group = groups.get(value);
      group.records.add(finding.record.index);
      group.error += finding.severity === 3;
      group.fixable += finding.applicability === "safe";
    }
  }
  const body = element("tbody");
  const line = ([value, times]) => {
    const group = groups.get(value);
    const numbers = [times, group.error, group.fixable, group.records.size].map((each) => element("td", { class: "number" }, number(each)));
    return element("tr", {}, element("td", {}, element("button", { type: "button", class: "quiet", onclick: () => pick(name, value) }, value || "(none)")), ...numbers);
  };
  const headings = [title, "findings", "errors", "by fix", "records"];
  return element("div", { class: "panel" }, element("table", {},
    element("thead", {}, element("tr", {}, ...headings.map((text, index) => element("th", { scope: "col", class: index ? "number" : null }, text)))), body),
  ...folded(body, values, line, 10));
}

function overTime() {
  const runs = [...data.earlier, { label: "now", ...data.summary }];
  const codes = [...new Set(runs.flatMap((run) => Object.keys(run.by_code || {})))];
  const rows = [["records", (run) => run.records], ["all findings", (run) => run.findings],
    ...["error", "warning", "info"].map((name) => [`${name}s`, (run) => (run.by_severity || {})[name] || 0]),
    ...codes.map((code) => [code, (run) => (run.by_code || {})[code] || 0])];
  const cells = (of, isCount) => {
    const values = runs.map(of), change = values.at(-1) - values.at(-2);
    return [...values.map((value) => element("td", { class: "number" }, number(value || 0))),
      element("td", { class: `number ${!isCount ? "" : change < 0 ? "fewer" : change > 0 ? "further" : ""}` }, change > 0 ? `+${number(change)}` : number(change || 0))];
  };
  return element("div", { class: "panel wide", tabindex: "0", role: "region", "aria-label": "Over time" }, element("h3", {}, "Over time"), element("table", {},
    element("thead", {}, element("tr", {}, element("th", { scope: "col" }, ""), ...runs.map((run) => element("th", { class: "number", scope: "col" }, run.label)), element("th", { class: "number", scope: "col" }, "change"))),
    element("tbody", {}, ...rows.map(([name, of], index) => element("tr", {}, element("th", { scope: "row" }, name), ...cells(of, index > 0))))));
}

// Paper: the findings that are listed, each with all that there is to say ------------------------

const MOST_PRINTED = 500;

function preparePaper() {
  const what = Object.entries(chosen).map(([name, value]) => `${FILTERS[name].title.toLowerCase()}: ${label(name, value)}`);
  byId("print").replaceChildren(
    ...(what.length ? [element("p", {}, what.join(", "))] : []),
    ...shown.slice(0, MOST_PRINTED).map((finding) => element("article", {}, ...describe(finding))),
    ...(shown.length > MOST_PRINTED ? [element("p", {}, `… and ${count(shown.length - MOST_PRINTED, "more finding")}: filter the list to print them.`)] : []));
}

// Start ------------------------------------------------------------------------------------------

function start() {
  load(data.records);
  document.title = `${data.name}: recordlint report`;
  byId("name").replaceChildren(element("small", {}, data.review ? "recordlint review" : "recordlint report"), data.name);
  byId("footer").textContent = `Made by recordlint ${data.version}. ${data.review ? "It is on your machine alone; what you decide is written at once." : "This page holds all it shows, and loads nothing."}`;
  makeFilters();
  for (const [name, times] of FILTERS.severity.values) listed[name] = times;
  recall();
  if (data.review) startReview();
  showHealth();
  update();
  byId("list").addEventListener("scroll", drawRows, { passive: true });
  byId("list").addEventListener("keydown", onKey);
  addEventListener("resize", drawRows);
  addEventListener("beforeprint", preparePaper);
  addEventListener("afterprint", () => byId("print").replaceChildren());
}

start();
