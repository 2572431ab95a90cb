
"use strict";

// Review: what decides on findings. Each decision goes to the server, which writes it at once, and
// tells what the rules then say of the record.

const MANY_FILES = 10; // to write more at once, the user is asked
const KEYS = { a: accept, e: edit, s: skip, l: leave, u: undo };

function startReview() {
  byId("lines").hidden = true;
  byId("actions").hidden = false;
  byId("actions").replaceChildren(
    action("", () => acceptAll(), { id: "accept-all" }),
    action("Undo", undo, { id: "undo" }),
    element("p", { id: "told", role: "status" }, "Keys in the list: a accept, e edit, s skip, l leave as it is, u undo."));
}

const action = (text, onclick, attributes = {}) => element("button", { type: "button", class: "action", onclick, ...attributes }, text);

function actionsOf(finding) {
  const same = safeFixes(finding.code).length;
  const buttons = [
    finding.applicability && action("Accept", accept, { class: "action main" }),
    finding.isText && action("Edit …", edit),
    action("Skip", skip),
    same > 1 && action(`Accept all ${number(same)} of ${finding.code}`, () => acceptAll(finding.code)),
    action("Leave as it is …", leave),
  ];
  return [element("div", { class: "actions" }, ...buttons.filter(Boolean)), element("div", { id: "form" })];
}

const safeFixes = (code) => shown.filter((each) => each.applicability === "safe" && (!code || each.code === code));

const filesOf = (list) => new Set(list.map((each) => each.record.file)).size;

const inWords = (list) => `${number(list.length)} safe fix${list.length === 1 ? "" : "es"} in ${count(filesOf(list), "file")}`;

function showActions() { // none of them can be used while something is written
  const safe = safeFixes();
  byId("accept-all").textContent = safe.length ? `Accept ${inWords(safe)}` : "No safe fixes";
  for (const button of document.querySelectorAll("#actions button, #detail button")) button.disabled = isWaiting;
  byId("accept-all").disabled ||= !safe.length;
  byId("undo").disabled ||= !data.review.decisions;
}

function acceptAll(code) { // of what the list shows
  const chosen = safeFixes(code), told = inWords(chosen);
  if (filesOf(chosen) > MANY_FILES && !confirm(`Write ${told}?`)) return;
  ask("accept-all", { marks: chosen.map((each) => each.mark) }, `Writing ${told} …`);
}

function act(key) {
  if (!(key in KEYS)) return false;
  KEYS[key]();
  return true;
}

function accept() {
  if (shown[current] && shown[current].applicability) ask("accept", { mark: shown[current].mark });
}

function skip() {
  select(current + 1);
  byId("list").focus({ preventScroll: true });
}

function undo() {
  ask("undo", {});
}

async function edit() {
  if (!shown.length || !shown[current].isText) return;
  const { mark } = shown[current];
  const answer = await send("text", { mark }, "");
  if (!answer || answer.text === undefined) return;
  const text = element("textarea", { spellcheck: "true" });
  text.value = answer.text;
  decide("Save", [element("label", {}, "The whole text, as it is to be", text)], () => ask("edit", { mark, text: text.value }), text);
}

function leave() {
  const { mark, code, record } = shown[current];
  const reason = element("input", { type: "text", maxlength: "300" });
  const where = element("select", {},
    element("option", { value: "settings" }, `the settings: ignore ${code} in ${record.id}`),
    element("option", { value: "baseline" }, "the baseline: this finding alone, without a reason"));
  const labels = [element("label", {}, "Why it stays", reason), element("label", {}, "Written to ", where)];
  decide("Leave it", labels, () => ask("leave", { mark, reason: reason.value, in_baseline: where.value === "baseline" }), reason);
}

function decide(text, labels, done, focused) {
  const form = element("form", { class: "decide", onsubmit: (event) => { event.preventDefault(); done(); } },
    ...labels, element("div", { class: "actions" }, element("button", { class: "action main" }, text),
      action("Cancel", () => { form.remove(); byId("list").focus({ preventScroll: true }); })));
  byId("form").replaceChildren(form);
  focused.focus();
}

// Asking the server ------------------------------------------------------------------------------

let isWaiting = false;

async function send(name, given, told = "Writing …") {
  if (isWaiting) {
    tell("Still writing: wait until that is done.", true);
    return null;
  }
  isWaiting = true;
  tell(told, false);
  showActions();
  document.body.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`/${name}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-recordlint-token": data.review.token },
      body: JSON.stringify(given),
    });
    const found = answer.status === 200 || answer.status === 409 ? await answer.json() : { refused: await answer.text() };
    tell(found.refused || found.message || "", Boolean(found.refused));
    if (found.records) renew(found);
    return answer.ok ? found : null;
  } catch (error) {
    tell("The server does not answer: it was ended, and this page with it. What you decided is written.", true);
    return null;
  } finally {
    isWaiting = false;
    document.body.removeAttribute("aria-busy");
    showActions();
  }
}

async function ask(name, given, told) {
  if (await send(name, given, told)) byId(shown.length ? "list" : "undo").focus({ preventScroll: true });
}

function tell(text, isRefused) {
  byId("told").textContent = text;
  byId("told").classList.toggle("refused", isRefused);
}

function renew({ records: rows, gone, rules, decisions }) {
  Object.assign(data.rules, rules);
  const fresh = new Map([...rows.map((row) => [row[0], row]), ...gone.map((file) => [file, null])]);
  const known = new Set(data.records.map((row) => row[0]));
  data.records = [...data.records.map((row) => (fresh.has(row[0]) ? fresh.get(row[0]) : row)).filter(Boolean),
    ...rows.filter((row) => !known.has(row[0]))];
  data.review.decisions = decisions;
  load(data.records);
  fillFilters();
  for (const name of Object.keys(chosen)) {
    if (!FILTERS[name].values.some(([value]) => value === chosen[name])) delete chosen[name];
  }
  showHealth();
  update(current);
}
