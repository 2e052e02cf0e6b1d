// Shows the emulator's world and lets a person change it. All names arrive as JSON and are set as text, never as markup.

const rowsShown = 200;
const requestsShown = 50;
const executionsShown = 20;
const refreshEvery = 1000;
const noticeFor = 5000;

const find = (id) => document.getElementById(id);
const workspaces = find("workspace");
const filter = find("filter");
const asked = new URLSearchParams(location.search);
filter.value = asked.get("filter") ?? "";

/** Keeps the workspace and the filter in the address, so that a reload or a link shows the same. */
function keepInAddress() {
  const kept = new URLSearchParams({ workspace: workspaces.value });
  if (filter.value !== "") kept.set("filter", filter.value);
  history.replaceState(null, "", `${location.pathname}?${kept}`);
}

function choose() {
  keepInAddress();
  return refresh();
}

async function ask(path, body) {
  const init = body && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`/_emulator/${path}`, init).catch(() => {
    throw new Error("The emulator does not answer. Start it again.");
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  return answer;
}

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** Updates a list on the page. Rows are kept by key, so that focus and selection stay where they are. */
function show(parent, items, keyOf, create) {
  const keys = new Set(items.map((item) => String(keyOf(item))));
  // Old rows are removed first: a row that does not move keeps its focus.
  for (const row of parent.querySelectorAll(":scope > *")) if (!keys.has(row.dataset.key)) row.remove();
  const rows = new Map([...parent.children].map((row) => [row.dataset.key, row]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    const version = JSON.stringify(item);
    let row = rows.get(key);
    if (row?.dataset.version !== version) row = replace(row, create(item), key, version);
    if (row === place) place = place.nextElementSibling;
    else parent.insertBefore(row, place);
  }
}

/** Replaces the content of a row and keeps the focus on the same control. */
function replace(old, row, key, version) {
  Object.assign(row.dataset, { key, version });
  if (old === undefined) return row;
  const focused = [...old.querySelectorAll("button")].indexOf(document.activeElement);
  // The element itself stays, because `show` walks over it.
  old.replaceChildren(...row.childNodes);
  old.dataset.version = version;
  if (focused >= 0) old.querySelectorAll("button")[focused]?.focus();
  return old;
}

function act(action, integration, extra) {
  const workspace = Number(workspaces.value);
  return ask("integrations", { action, workspace, integration, ...extra }).then(refresh, showError);
}

function button(text, label, onclick) {
  const made = element("button", { type: "button", textContent: text, onclick });
  made.setAttribute("aria-label", label);
  return made;
}

function titleOf({ id, name }) {
  return name ?? `(no name) ${id}`;
}

function scheduleControl(integration) {
  const { id, schedule } = integration;
  const title = titleOf(integration);
  if (schedule === "undefined") return button("Define", `Define a schedule of ${title}`, () => act("define", id));
  const made = button(schedule, `Schedule of ${title}`, () => act("toggle", id));
  made.className = "switch";
  made.setAttribute("role", "switch");
  made.setAttribute("aria-checked", String(schedule === "enabled"));
  return made;
}

function integrationRow(integration) {
  const run = button("Run", `Run ${titleOf(integration)}`, () => act("run", integration.id));
  return element(
    "tr",
    {},
    element("td", { className: "number", textContent: integration.id }),
    element(
      "td",
      {},
      element("span", { textContent: titleOf(integration) }),
      element("small", { className: "narrow", textContent: [integration.id, integration.type ?? ""].join(" ").trim() }),
    ),
    element("td", { textContent: integration.type ?? "" }),
    element("td", {}, scheduleControl(integration)),
    element("td", {}, run),
  );
}

function executionRow(execution) {
  const { integration, state, duration, successRows, errorRows } = execution;
  const title = titleOf({ id: integration, name: execution.name });
  return element(
    "li",
    {},
    element("strong", { textContent: title }),
    element("span", { textContent: `${state} · ${Math.floor(duration)} s · ${successRows} rows, ${errorRows} errors` }),
    element(
      "span",
      { className: "actions" },
      button("Cancel", `Cancel the run of ${title}`, () => act("cancel", integration)),
      button("Kill", `Kill the run of ${title}`, () => act("kill", integration)),
    ),
  );
}

/** A path that may break behind a slash, and where its query begins or goes on. */
function breakable(text) {
  return text.split(/(?<=\/)|(?=[?&])/).flatMap((part) => [element("wbr", {}), part]);
}

function requestRow({ n, method, path, query, token, status, fault }) {
  const request = element("td", {}, ...breakable(`${method} ${path}${query && `?${query}`}`));
  if (fault !== null) request.append(element("span", { className: "tag", textContent: fault }));
  const tone = status !== null && status < 400 ? "good" : "bad";
  return element(
    "tr",
    {},
    element("td", { className: "number", textContent: n }),
    request,
    element("td", { textContent: token ?? "none" }),
    element("td", { className: `number ${tone}`, textContent: status ?? "cut" }),
  );
}

function showWorkspaces(list) {
  const version = JSON.stringify(list);
  if (workspaces.dataset.version === version) return;
  const chosen = workspaces.value || asked.get("workspace");
  workspaces.replaceChildren(
    ...list.map(({ id, name }) => element("option", { value: String(id), textContent: `${name} (${id})` })),
  );
  if (list.some(({ id }) => String(id) === chosen)) workspaces.value = chosen;
  workspaces.dataset.version = version;
}

function showIntegrations({ total, matching, integrations }) {
  const shown = integrations.length;
  find("counts").textContent = shown === total ? `${total}` : `${shown} shown of ${matching} matching, ${total} in all`;
  show(find("integrations"), integrations, ({ id }) => id, integrationRow);
  const empty = find("no-integrations");
  empty.hidden = matching > 0;
  empty.textContent =
    total === 0
      ? "This workspace has no integrations."
      : `No integration matches “${filter.value}”. Try a part of a name or an id.`;
}

function showExecutions(executions) {
  show(find("executions"), executions.slice(0, executionsShown), ({ runId }) => runId, executionRow);
  const empty = find("no-executions");
  const more = executions.length - executionsShown;
  empty.hidden = executions.length > 0 && more <= 0;
  empty.textContent = more > 0 ? `and ${more} more` : "No execution is active.";
}

function showRequests(requests) {
  show(find("requests"), requests.toReversed(), ({ n }) => n, requestRow);
  find("no-requests").hidden = requests.length > 0;
}

let failedAt = -Infinity;

/** Shows an error long enough to be read. */
function showError(error) {
  failedAt = performance.now();
  Object.assign(find("status"), { textContent: error.message, className: "bad" });
}

function showLive() {
  if (performance.now() - failedAt < noticeFor) return;
  Object.assign(find("status"), { textContent: `Live on ${location.host}`, className: "" });
}

async function load() {
  const { workspaces: list } = await ask("workspaces");
  showWorkspaces(list);
  const { requests } = await ask(`requests?last=${requestsShown}`);
  showRequests(requests);
  if (list.length === 0) return;
  const about = `workspace=${workspaces.value}`;
  const search = `filter=${encodeURIComponent(filter.value)}&take=${rowsShown}`;
  showIntegrations(await ask(`integrations?${about}&${search}`));
  showExecutions((await ask(`executions?${about}`)).executions);
}

let loading = null;
let again = false;

/** Loads once at a time. Calls in the meantime cause one more load after it. */
function refresh() {
  again = loading !== null;
  loading ??= load()
    .then(showLive, showError)
    .finally(() => {
      loading = null;
      if (again) refresh();
    });
  return loading;
}

workspaces.addEventListener("change", choose);
filter.addEventListener("input", choose);
document.addEventListener("visibilitychange", () => document.hidden || refresh());
setInterval(() => document.hidden || refresh(), refreshEvery);
refresh();
