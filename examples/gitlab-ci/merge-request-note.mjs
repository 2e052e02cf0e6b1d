// Keeps one note on the merge request current: `node merge-request-note.mjs note.md`. It needs GITLAB_TOKEN, a project
// access token with the scope `api`; the rest are variables that every job of a merge request has.
import { readFile } from "node:fs/promises";

const { CI_API_V4_URL: api, CI_PROJECT_ID: project, CI_MERGE_REQUEST_IID: request, GITLAB_TOKEN: token } = process.env;
const marker = "<!-- skyvia-schedules -->";

if (!token) throw new Error("GITLAB_TOKEN is not set: it is a project access token with the scope `api`");
const notes = `${api}/projects/${project}/merge_requests/${request}/notes`;
const body = `${marker}\n${await readFile(process.argv[2] ?? "note.md", "utf8")}`;
const { id: self } = await call("GET", `${api}/user`);

const found = await findNote();
// A note that is deleted in between is created anew.
if (found === null || !(await call("PUT", `${notes}/${found}`, { body }))) await call("POST", notes, { body });

/** The note of ours: anybody could write the marker. */
async function findNote() {
  for (let page = 1; page <= 10; page++) {
    const list = await call("GET", `${notes}?sort=asc&per_page=100&page=${page}`);
    const note = list.find((one) => one.author.id === self && one.body.startsWith(marker));
    if (note) return note.id;
    if (list.length < 100) return null;
  }
  return null;
}

async function call(method, url, sent) {
  const response = await fetch(url, {
    method,
    headers: { "private-token": token, "content-type": "application/json" },
    body: sent && JSON.stringify(sent),
    signal: AbortSignal.timeout(30_000),
  });
  if (method === "PUT" && response.status === 404) return null;
  if (!response.ok) throw new Error(`GitLab answered ${response.status} to ${method} ${new URL(url).pathname}`);
  return response.json();
}
