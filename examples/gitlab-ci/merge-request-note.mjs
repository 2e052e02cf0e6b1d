// Keeps one note of a job on the merge request up to date: `node merge-request-note.mjs note.md`. It needs GITLAB_TOKEN, a
// project access token with the scope `api`. GitLab sets the other variables in every job of a merge request.
// The name of the job identifies the note, unless SKYVIA_NOTE_NAME gives another name.
import { readFile } from "node:fs/promises";

const { CI_API_V4_URL: api, CI_PROJECT_ID: project, CI_MERGE_REQUEST_IID: request, GITLAB_TOKEN: token } = process.env;
const { SKYVIA_NOTE_NAME: given, CI_JOB_NAME: job = "" } = process.env;
const name = encodeURIComponent(given || job).replaceAll(/-+/g, "-");
const marker = `<!-- skyvia-schedules${name && `:${name}`} -->`;

if (!token) throw new Error("GITLAB_TOKEN is not set: it is a project access token with the scope `api`");
const notes = `${api}/projects/${project}/merge_requests/${request}/notes`;
const body = `${marker}\n${await readFile(process.argv[2] ?? "note.md", "utf8")}`;
const { id: self } = await call("GET", `${api}/user`);

const found = await findNote();
// A note that is deleted in between is created again.
if (found === null || !(await call("PUT", `${notes}/${found}`, { body }))) await call("POST", notes, { body });

/** The id of this script's note, or null. It compares the author too, because anybody could write the marker. Of several notes it returns the one that was updated last. */
async function findNote() {
  for (let page = 1; ; page++) {
    const list = await call("GET", `${notes}?order_by=updated_at&sort=desc&per_page=100&page=${page}`);
    const note = list.find((one) => one.author.id === self && hasMarker(one.body));
    if (note) return note.id;
    if (list.length < 100) return null;
  }
}

/** Whether the text contains the marker outside a quotation. If people edit the note, line ends change and the marker can move. */
function hasMarker(text) {
  return text.split(/[\r\n]+/).some((line) => line.includes(marker) && !line.trimStart().startsWith(">"));
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
